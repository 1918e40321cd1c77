import assert from 'node:assert/strict';
import { EventEmitter, type Memento } from 'vscode';
import type { RuntimeClient } from '../../src/client/api/runtimeClient.ts';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { RunParts } from '../../src/editor/firstRun/keyRuntime.ts';
import { pastRuns } from '../../src/editor/firstRun/runHistory.ts';
import { buildRows } from '../../src/editor/keys/keyRows.ts';
import {
  emptySnapshot,
  type SessionContext,
  type Snapshot,
} from '../../src/editor/keys/snapshot.ts';
import { whenLeft } from '../../src/panels/leaving.ts';
import { createPlayground, defaultRequest } from '../../src/panels/playground.ts';
import { playgroundStateOf } from '../../src/panels/playgroundState.ts';
import { shownRefusal } from '../../src/panels/refusal.ts';
import { shownApproval, type PendingApproval } from '../../src/panels/runApproval.ts';
import { playgroundState } from '../../src/panels/protocol/playground.ts';
import { manyKeys } from '../bench/manyKeys.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { someFacts } from '../fixtures/someFacts.ts';

const contextOf = (workspaceId: string, id = 'staging'): SessionContext => ({
  connection: remoteConnection(id),
  workspaceId,
  workspaceName: workspaceId,
  workspaceSlug: workspaceId,
  role: 'workspace_owner',
});

/** One key whose copy is here. */
const { keys, accounts } = buildRows(
  { keys: manyKeys(1), accounts: [], detail: { members: [] } },
  { ...someFacts(), hasCopy: () => true },
);
const keyId = keys[0]!.key.api_key_id;
const listed = (context: SessionContext): Snapshot => ({
  ...emptySnapshot,
  connection: context.connection,
  context,
  keys,
  accounts,
});
const pastRun = (runId: string) => ({
  runId,
  traceId: null,
  status: 'completed',
  keyId,
  createdAt: '2026-01-01T00:00:00.000Z',
  replayOf: null,
});

const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });

/**
 * A window, and a control plane on which `run_a` is over and `run_open` goes on until it is cancelled.
 * A new run is never there, or is `made` at once.
 */
function stage(made?: 'run_open') {
  let snapshot = listed(contextOf('ws_a'));
  const changed = new EventEmitter<void>();
  const calls: string[] = [];
  const runs = new Map([
    ['run_a', 'completed'],
    ['run_open', 'running'],
  ]);
  const values = new Map<string, unknown>();
  const globalState = {
    keys: () => [...values.keys()],
    get: (name: string, otherwise?: unknown) => values.get(name) ?? otherwise,
    update: async (name: string, value: unknown) => void values.set(name, value),
  } as Memento; // `get` has two overloads that one function cannot say.
  const runtime = {
    run: async (runId: string) => {
      calls.push(`read ${runId}`);
      const status = runs.get(runId);
      if (status === undefined || snapshot.context?.workspaceId !== 'ws_a')
        throw new Error('No such run.');
      return { run_id: runId, status, trace_id: null, created_at: '' };
    },
    graph: async () => ({ steps: [], approvals: [] }),
    events: async () => ({ items: [] }),
    cancel: async (runId: string) => {
      calls.push(`cancel ${runId}`);
      runs.set(runId, 'cancelled');
    },
    createRun: async (_body: unknown, { signal }: { signal: AbortSignal }) => {
      calls.push('make');
      if (made === undefined) return untilStopped(signal);
      return { run_id: made, status: 'queued', trace_id: null, created_at: '' };
    },
    replay: (runId: string, _body: unknown, { signal }: { signal: AbortSignal }) => {
      calls.push(`replay ${runId}`);
      return untilStopped(signal).finally(() => calls.push('replay stopped'));
    },
  } as unknown as RuntimeClient; // The parts that these runs ask.
  const parts = {
    globalState,
    keyList: {
      get snapshot() {
        return snapshot;
      },
      onDidChange: changed.event,
      here: async () => ({
        context: snapshot.context,
        session: { connection: snapshot.connection, runtime: () => runtime },
      }),
      refresh: async () => undefined,
      redraw: () => undefined,
    },
    lifecycle: async () => ({
      copies: { read: async () => new Secret('krl_local_value') },
      scopeUses: { note: async () => undefined },
    }),
  } as unknown as RunParts; // What a playground uses of them.
  return {
    parts,
    calls,
    past: (context: SessionContext) => pastRuns(globalState, context).map(({ runId }) => runId),
    move: (next: Snapshot) => {
      snapshot = next;
      changed.fire();
    },
  };
}

const nothing = () => undefined;

describe('the run of a playground', () => {
  it('stays what it is when a replay is stopped that was not made yet', async () => {
    const { parts, calls } = stage();
    const playground = createPlayground(parts, nothing);
    await playground.show(pastRun('run_a'));
    const replaying = playground.replay();
    while (!calls.includes('replay run_a')) await new Promise(setImmediate);
    await playground.stop();
    await replaying;
    assert.deepEqual(calls, ['read run_a', 'replay run_a', 'replay stopped']);
    assert.equal(playground.session.state.past?.runId, 'run_a');
    assert.equal(playground.session.state.activity, null);
    assert.equal(playground.session.state.refusal, undefined);
  });

  it('is made once, however often it is asked for while it is made', async () => {
    const { parts, calls } = stage();
    const playground = createPlayground(parts, nothing);
    await playground.show(pastRun('run_a'));
    const text = defaultRequest(contextOf('ws_a'));
    const first = playground.make(text, keyId);
    const isMade = { message: /is being made already/ };
    // Before it has begun, and after.
    await assert.rejects(playground.make(text, keyId), isMade);
    while (!calls.includes('make')) await new Promise(setImmediate);
    await assert.rejects(playground.make(text, keyId), isMade);
    playground.dispose();
    await first;
    assert.deepEqual(calls, ['read run_a', 'make']);
    const again = playground.make(text, keyId);
    while (calls.length < 3) await new Promise(setImmediate);
    playground.dispose();
    await again;
    assert.equal(calls.at(-1), 'make');
  });

  it('is replayed once, however often that is asked for while it is made', async () => {
    const { parts, calls } = stage();
    const playground = createPlayground(parts, nothing);
    await playground.show(pastRun('run_a'));
    const first = playground.replay();
    await assert.rejects(playground.replay(), { message: /is being made already/ });
    while (!calls.includes('replay run_a')) await new Promise(setImmediate);
    playground.dispose();
    await first;
    assert.equal(calls.filter((call) => call === 'replay run_a').length, 1);
  });

  it('goes on where only the looking at it is stopped', async () => {
    const { parts, calls } = stage();
    const said = new Set<string | undefined>();
    const playground = createPlayground(parts, () =>
      said.add(playground.session.state.activity?.words),
    );
    const showing = playground.show({ ...pastRun('run_open'), status: 'running' });
    while (!playground.session.state.reading) await new Promise(setImmediate);
    await playground.stop();
    await showing;
    assert.deepEqual([...said], ['Reading the run', undefined]);
    assert.ok(!calls.includes('cancel run_open'));
    assert.equal(playground.session.state.past?.runId, 'run_open');
  });

  it('is cancelled while it is looked at, where that is what is asked for', async () => {
    const { parts, calls } = stage();
    const playground = createPlayground(parts, nothing);
    const showing = playground.show({ ...pastRun('run_open'), status: 'running' });
    while (!playground.session.state.reading) await new Promise(setImmediate);
    await playground.cancel();
    await showing;
    assert.ok(calls.includes('cancel run_open'));
    assert.equal(playground.session.state.past?.status, 'cancelled');
  });

  it('is cancelled where it is stopped as the run that was made here', async () => {
    const { parts, calls } = stage('run_open');
    const said = new Set<string | undefined>();
    const playground = createPlayground(parts, () =>
      said.add(playground.session.state.activity?.words),
    );
    const making = playground.make(defaultRequest(contextOf('ws_a')), keyId);
    while (!playground.session.state.reading) await new Promise(setImmediate);
    assert.deepEqual([...said].slice(0, 2), ['Making the run', 'The run goes on']);
    await playground.stop();
    await making;
    assert.ok(calls.includes('cancel run_open'));
    assert.equal(playground.session.state.past?.status, 'cancelled');
  });

  it('is cancelled once it is there', async () => {
    const { parts, calls } = stage();
    const playground = createPlayground(parts, nothing);
    await playground.show(pastRun('run_a'));
    await playground.cancel();
    assert.ok(calls.includes('cancel run_a'));
  });

  it('is left behind with its control-plane workspace', async () => {
    const { parts, move } = stage();
    const playground = createPlayground(parts, nothing);
    const leaving = whenLeft(parts.keyList, () => {
      playground.session.leave();
    });
    await playground.show(pastRun('run_a'));
    // A server that does not answer is no other place.
    move({ ...emptySnapshot, connection: contextOf('ws_a').connection });
    assert.equal(playground.session.state.past?.runId, 'run_a');
    move(listed(contextOf('ws_b')));
    assert.equal(playground.session.state.past, undefined);
    assert.equal(playground.session.state.reading, undefined);
    leaving.dispose();
  });

  it('is left behind with its connection, and what goes on with it is stopped', async () => {
    const { parts, calls, move } = stage();
    const playground = createPlayground(parts, nothing);
    const leaving = whenLeft(parts.keyList, () => {
      playground.session.leave();
    });
    await playground.show(pastRun('run_a'));
    const replaying = playground.replay();
    while (!calls.includes('replay run_a')) await new Promise(setImmediate);
    move({ ...emptySnapshot, connection: contextOf('ws_a', 'other').connection });
    await replaying;
    assert.equal(calls.at(-1), 'replay stopped');
    assert.equal(playground.session.state.past, undefined);
    leaving.dispose();
  });

  it('is remembered only where it was read', async () => {
    const { parts, past, move } = stage();
    const playground = createPlayground(parts, nothing);
    await playground.show(pastRun('run_a'));
    assert.deepEqual(past(contextOf('ws_a')), ['run_a']);
    move(listed(contextOf('ws_b')));
    await playground.show(pastRun('run_a'));
    assert.deepEqual(past(contextOf('ws_b')), []);
    assert.ok(playground.session.state.refusal);
  });
});

describe('the page of a playground', () => {
  const { parts } = stage();
  const playground = createPlayground(parts, nothing);
  const stateOf = (snapshot: Snapshot) => playgroundStateOf(snapshot, playground, []);
  const { connection } = contextOf('ws_a');

  it('says where it looks, and nothing of keys, before there is a list', () => {
    const waiting = stateOf({ ...emptySnapshot, state: 'loading', connection });
    assert.deepEqual(playgroundState.parse(waiting), waiting);
    assert.deepEqual([waiting.where?.connection, waiting.where?.workspace], ['staging', null]);
    assert.deepEqual([waiting.freshness.kind, waiting.lacksKey], ['never', false]);
    assert.equal(stateOf(emptySnapshot).where, null);
  });

  it('says why there is no list', () => {
    const because = 'It is away.';
    const failed = stateOf({
      ...emptySnapshot,
      connection,
      freshness: { kind: 'failed', because },
    });
    assert.deepEqual(failed.freshness, { kind: 'failed', because });
    assert.equal(failed.lacksKey, false);
  });

  it('says that no copy of a key is held where a list is known, also an old one', () => {
    const known = { ...listed(contextOf('ws_a')), freshness: { kind: 'fresh', at: 0 } } as const;
    assert.equal(stateOf(known).lacksKey, false);
    assert.equal(stateOf({ ...known, keys: [] }).lacksKey, true);
    const stale = { kind: 'stale', since: 0, because: 'It is away.' } as const;
    assert.equal(stateOf({ ...known, keys: [], freshness: stale }).lacksKey, true);
  });

  for (const role of ['operator', 'approver', 'auditor', 'viewer'] as const) {
    it(`says to the role ${role} why nothing can be done with a key, and offers nothing that takes more`, () => {
      const context = { ...contextOf('ws_a'), role };
      const because = 'Your role may not see API keys.';
      const refused: Snapshot = {
        ...emptySnapshot,
        state: 'noPermission',
        connection,
        context,
        freshness: { kind: 'failed', because },
      };
      for (const snapshot of [
        refused,
        { ...refused, freshness: { kind: 'stale', since: 0, because } } as const,
        { ...refused, freshness: { kind: 'fresh', at: 0 } } as const,
      ]) {
        const state = stateOf(snapshot);
        assert.match(state.mayNot ?? '', new RegExp(`^A run is made with a key\\. .*${role}`));
        assert.deepEqual([state.lacksKey, state.keys], [false, []]);
      }
      const untold = stateOf({ ...refused, context: undefined });
      assert.match(untold.mayNot ?? '', /A run is made with a key\. Your role may not see/);
    });
  }

  it('keeps from a role the button of a refusal and of an approval that it may not press', () => {
    const create = { label: 'Create Key', command: 'keyrail.createKey', args: [] };
    const again = { label: 'Try Again', command: 'keyrail.refresh', args: [] };
    const shown = { happened: 'No.', why: '', requestId: null, instead: null, action: 'Help' };
    const parts = { shown, instead: undefined, requestId: undefined };
    const actionOf = (remedy: typeof create, role: string) =>
      shownRefusal({ ...parts, remedy }, role).action;
    assert.equal(actionOf(create, 'viewer'), null);
    assert.equal(actionOf(create, 'workspace_admin'), 'Help');
    assert.equal(actionOf(again, 'viewer'), 'Help');
    const approval = {
      approval_id: 'apr_1',
      status: 'pending',
      approver_scope_json: '{"approver_roles":["legal_approver"]}',
      policy_id: null,
      expires_at: null,
    } as unknown as PendingApproval['approval']; // What is shown of it.
    const pending = {
      approval,
      approver: { kind: 'nobody', why: 'Nobody.', remedy: create },
    } as const;
    assert.equal(shownApproval(pending, 'approver')?.action, null);
    assert.equal(shownApproval(pending, 'workspace_owner')?.action, 'Create Key');
  });

  it('says nothing of roles to who may use keys', () => {
    for (const role of ['workspace_owner', 'workspace_admin', 'somebody_new', undefined]) {
      const context = { ...contextOf('ws_a'), role };
      assert.equal(
        stateOf({ ...listed(context), freshness: { kind: 'fresh', at: 0 } }).mayNot,
        null,
      );
    }
  });
});
