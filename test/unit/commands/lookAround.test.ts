import assert from 'node:assert/strict';
import { lookAround, staleness } from '../../../src/commands/tools/findKey.ts';
import {
  emptySnapshot,
  type SessionContext,
  type Snapshot,
} from '../../../src/editor/keys/snapshot.ts';
import type { ListedKeys } from '../../../src/commands/ports.ts';
import { remoteConnection } from '../../fixtures/remoteConnection.ts';

const contextOf = (id: string): SessionContext => ({
  connection: remoteConnection(id),
  workspaceId: `ws_${id}`,
  workspaceName: id,
  workspaceSlug: id,
  role: 'workspace_owner',
});
const listed = (id: string): Snapshot => ({
  ...emptySnapshot,
  connection: remoteConnection(id),
  context: contextOf(id),
  freshness: { kind: 'fresh', at: 0 },
});

/** A window at `a`, in which a refresh leads to what is given. */
function windowThatBecomes(after: Snapshot): ListedKeys {
  let snapshot = listed('a');
  const keyList = {
    get snapshot() {
      return snapshot;
    },
    here: async () => ({ context: contextOf('a') }),
    async refresh() {
      snapshot = after;
    },
  };
  // `as`: looking around asks for nothing else.
  return { keyList } as unknown as ListedKeys;
}

describe('what a tool looks at', () => {
  it('is where its rows are of', async () => {
    const moved = { ...listed('a'), context: { ...contextOf('a'), workspaceId: 'ws_other' } };
    assert.equal((await lookAround(windowThatBecomes(moved))).workspaceId, 'ws_other');
  });

  it('is nothing once the person has left for another connection', async () => {
    await assert.rejects(lookAround(windowThatBecomes(listed('b'))), /you have left a meanwhile/);
  });

  it('is no list that nobody has read', async () => {
    const unread = { ...emptySnapshot, connection: remoteConnection('a') };
    await assert.rejects(lookAround(windowThatBecomes(unread)), /a could not be used/);
  });

  it('says since when it is old', () => {
    assert.deepEqual(staleness(listed('a')), { stale: false });
    const freshness = { kind: 'stale', since: 0, because: 'It is away.' } as const;
    assert.deepEqual(staleness({ ...listed('a'), freshness }), {
      stale: true,
      staleSince: '1970-01-01T00:00:00.000Z',
    });
  });
});
