import assert from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import { UserFacingError } from '../../src/domain/errors.ts';
import type { ManagementClient } from '../../src/client/api/managementClient.ts';
import {
  localConnection,
  type Connection,
  type Connections,
} from '../../src/editor/connection/connections.ts';
import type { Sessions } from '../../src/editor/connection/session.ts';
import { createKeyList } from '../../src/editor/keys/keyList.ts';
import type { RememberedKeys } from '../../src/editor/keys/rememberedKeys.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { someFacts } from '../fixtures/someFacts.ts';

const remote = remoteConnection('acme');
const workspace = (id: string) => ({
  workspace_id: id,
  display_name: id,
  slug: id,
  membership_role: 'workspace_owner',
});

/** A window, and a server whose list of workspaces changes. */
function stage(connection: Connection, last?: string) {
  let listed: string[] | undefined = [];
  let kept: string | undefined;
  let forgotten = 0;
  const changed = new EventEmitter<void>();
  const connections = {
    onDidChange: changed.event,
    list: () => [connection],
    current: () => connection,
    workspaceOf: () => kept,
    chosenWorkspaceOf: () => ({ chosen: kept, last }),
    keepWorkspace: (_: Connection, id: string) => {
      kept ??= id;
    },
  } as unknown as Connections; // What a key ring asks of them.
  let questions = 0;
  const management = {
    me: async () => {
      questions++;
      if (!listed) throw new UserFacingError('It does not answer.');
      return { workspaces: listed.map(workspace) };
    },
    apiKeys: async () => [],
    serviceAccounts: async () => [],
    workspace: async (id: string) => ({
      workspace: workspace(id),
      members: [],
      onboarding: { checklist: { baseline_ready: true } },
    }),
  } as unknown as ManagementClient; // The reads of a refresh.
  const sessions = { open: async () => ({ connection, management }) } as unknown as Sessions;
  const memory: RememberedKeys = {
    recall: () => undefined,
    keep: () => undefined,
    settle: () => undefined,
    forget: () => {
      forgotten++;
    },
    keepOnly: () => undefined,
    dispose: () => undefined,
  };
  const ring = createKeyList(connections, sessions, async () => undefined, someFacts, memory);
  return {
    ring,
    questions: () => questions,
    forgotten: () => forgotten,
    /** As the answer to the question. */
    choose: (id: string) => {
      kept = id;
    },
    fail: async () => {
      listed = undefined;
      await ring.refresh();
    },
    refresh: async (...ids: string[]) => {
      listed = ids;
      await ring.refresh();
      return ring.snapshot.context?.workspaceId;
    },
  };
}

describe('the control-plane workspace of a window', () => {
  it('stays the first that was found, whatever the server lists before it later', async () => {
    const { refresh, questions, ring } = stage(remote);
    assert.equal(await refresh('beta'), 'beta');
    assert.equal(questions(), 1, 'asked once');
    assert.equal(await refresh('alpha', 'beta'), 'beta');
    assert.equal(ring.snapshot.freshness.kind, 'fresh');
  });

  it('is no other one once this person is not in it any more', async () => {
    const { refresh, ring } = stage(remote);
    await refresh('beta');
    assert.equal(await refresh('alpha'), undefined);
    assert.equal(ring.snapshot.state, 'leftWorkspace');
    await assert.rejects(
      ring.here(),
      /no member of the control-plane workspace that was used here/,
    );
  });

  it('is a question where there are several, and the one that was chosen from then on', async () => {
    const { refresh, ring, choose, forgotten } = stage(remote);
    assert.equal(await refresh('alpha', 'beta', 'gamma'), undefined);
    assert.equal(ring.snapshot.state, 'chooseWorkspace');
    assert.deepEqual(ring.snapshot.keys, []);
    await assert.rejects(ring.here(), (error) => {
      assert.ok(error instanceof UserFacingError);
      assert.match(error.message, /You are in 3 control-plane workspaces there\. Choose the one/);
      assert.deepEqual(
        error.remedies.map(({ command }) => command),
        ['keyrail.switchWorkspace'],
      );
      return true;
    });
    assert.equal(forgotten(), 0, 'what another window has listed stays remembered');
    choose('beta');
    assert.equal(await refresh('alpha', 'beta', 'gamma'), 'beta');
  });

  it('is a question too where the connection was kept although its test had failed', async () => {
    const { refresh, ring, fail } = stage(remote);
    await fail();
    assert.equal(ring.snapshot.state, 'failed');
    assert.equal(await refresh('alpha', 'beta'), undefined);
    assert.equal(ring.snapshot.state, 'chooseWorkspace');
  });

  it('is the one that the person chose last, in a VS Code workspace that has none yet', async () => {
    const begins = stage(remote, 'beta');
    assert.equal(await begins.refresh('alpha', 'beta'), 'beta');
    const another = stage(remote, 'gone');
    assert.equal(await another.refresh('alpha', 'beta'), undefined);
    assert.equal(another.ring.snapshot.state, 'chooseWorkspace');
    assert.equal(await another.refresh('alpha'), 'alpha', 'the only one is no question');
  });

  it('is said to be none where there is none; on this machine it is the one there is', async () => {
    const { refresh, ring } = stage(remote);
    await refresh('beta');
    await refresh();
    assert.equal(ring.snapshot.state, 'noWorkspace');
    const local = stage(localConnection);
    await local.refresh('first');
    assert.equal(await local.refresh('made anew'), 'made anew');
  });
});
