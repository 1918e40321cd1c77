import assert from 'node:assert/strict';
import { firstRun } from '../../src/domain/firstRun/firstRun.ts';
import { firstRunState } from '../../src/editor/firstRun/firstRunState.ts';
import { emptySnapshot, type Freshness, type Snapshot } from '../../src/editor/keys/snapshot.ts';

const connection: Snapshot['connection'] = {
  kind: 'local',
  id: 'local',
  name: 'Acme',
  production: false,
};
const because = 'The control plane has switched something off.';

function whyOf(state: Snapshot['state'], freshness: Freshness) {
  const snapshot = { ...emptySnapshot, connection, state, freshness };
  const { steps } = firstRun(
    firstRunState(snapshot, { inEnv: () => false }, { evidence: undefined, delivery: undefined }),
  );
  const [session, ...others] = steps.map(({ why }) => why);
  return { session, others: [...new Set(others)] };
}

describe('the first run where nothing could be read', () => {
  it('asks for an answer only where none came', () => {
    const silent = ['The control plane must answer first.'];
    assert.deepEqual(whyOf('offline', { kind: 'failed', because }).others, silent);
    assert.deepEqual(whyOf('loading', { kind: 'never' }).others, silent);
    for (const state of [
      'failed',
      'unknownUser',
      'noPermission',
      'noWorkspace',
      'leftWorkspace',
    ] as const) {
      const { session, others } = whyOf(state, { kind: 'failed', because });
      assert.equal(session, because);
      assert.notDeepEqual(others, silent, state);
    }
  });

  it('says why also while the keys of before are shown', () => {
    const { session, others } = whyOf('ready', { kind: 'stale', since: 0, because });
    assert.equal(session, because);
    assert.deepEqual(others, [
      'The session context comes first: its step says what is in the way.',
    ]);
  });
});
