import assert from 'node:assert/strict';
import type { Failure } from '../../src/editor/connection/failure.ts';
import type { Loaded } from '../../src/editor/connection/serverState.ts';
import { afterRefresh, nothingKnown, type ListState } from '../../src/editor/keys/listState.ts';
import type { SessionContext } from '../../src/editor/keys/snapshot.ts';
import { manyKeys } from '../bench/manyKeys.ts';

const context: SessionContext = {
  connection: { kind: 'local', id: 'local', name: 'Local', production: false },
  workspaceId: 'ws_one',
  workspaceName: 'One',
  workspaceSlug: 'one',
  role: 'workspace_owner',
};
const earlier: ListState = {
  ...nothingKnown,
  remembered: {
    context,
    source: { keys: manyKeys(3), accounts: [], detail: { members: [] } },
    local: {},
    at: 7,
  },
};
const failed = (failure: Failure): Loaded => ({ kind: 'failed', failure, context });
const offline: Failure = { kind: 'offline', because: 'It did not answer.' };

describe('what the key list knows after a refresh', () => {
  it('keeps what was listed last where nobody answered, with the time it is of', () => {
    const after = afterRefresh(earlier, { loaded: failed(offline), hasFacts: true, at: 9 });
    assert.deepEqual(after, {
      ...earlier,
      failure: offline,
      freshness: { kind: 'stale', since: 7, because: offline.because },
    });
  });

  it('shows no earlier row without what this machine knows of it', () => {
    const after = afterRefresh(earlier, { loaded: failed(offline), hasFacts: false, at: 9 });
    assert.equal(after.freshness.kind, 'failed');
    assert.equal(after.remembered, undefined);
  });

  it('says why the request before failed where this one was only held back', () => {
    const before: ListState = { ...nothingKnown, failure: offline };
    const paused: Failure = { kind: 'other', because: 'It is asked later.', paused: true };
    const after = afterRefresh(before, { loaded: failed(paused), hasFacts: true, at: 9 });
    assert.equal(after.failure, offline);
  });

  it('knows where a member is who may not see keys, and of no other failure', () => {
    const hidden: Failure = { kind: 'no-permission', because: 'A member sees no keys.' };
    const unknown: Failure = { kind: 'unknown-user', because: 'Nobody is known by that.' };
    const placeAfter = (failure: Failure) =>
      afterRefresh(earlier, { loaded: failed(failure), hasFacts: true, at: 9 }).outside?.context;
    assert.equal(placeAfter(hidden), context);
    assert.equal(placeAfter(unknown), undefined);
  });
});
