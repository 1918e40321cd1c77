import assert from 'node:assert/strict';
import { drawSnapshot, type Known } from '../../src/editor/keys/drawSnapshot.ts';
import { manyKeys } from '../bench/manyKeys.ts';
import { someFacts } from '../fixtures/someFacts.ts';

const because = 'It did not answer.';
const earlier = {
  context: {
    workspaceId: 'ws_one',
    workspaceName: 'One',
    workspaceSlug: 'one',
    role: 'workspace_owner',
  },
  source: { keys: manyKeys(3), accounts: [], detail: { members: [] } },
  local: {},
  at: 7,
};
const known: Known = {
  connection: { kind: 'local', id: 'local', name: 'Local', production: false },
  freshness: { kind: 'never' },
  server: undefined,
  failure: undefined,
  outside: undefined,
  remembered: earlier,
};

describe('what commands and pages work with', () => {
  it('holds no row of an earlier window while the server is asked', () => {
    const { keys, context, state } = drawSnapshot(known, someFacts);
    assert.deepEqual(keys, []);
    assert.equal(context, undefined);
    assert.equal(state, 'loading');
  });

  it('holds them, stale, where it was asked in vain', () => {
    const freshness = { kind: 'stale', since: 7, because } as const;
    const failure = { kind: 'offline', because } as const;
    const { keys, context, state, detail } = drawSnapshot(
      { ...known, freshness, failure },
      someFacts,
    );
    assert.equal(keys.length, 3);
    assert.equal(context?.workspaceName, 'One');
    assert.equal(context.connection.id, 'local');
    assert.equal(state, 'ready');
    assert.equal(detail, undefined, 'what was not kept is not known');
  });

  it('asks for no fact where there is no row', () => {
    drawSnapshot({ ...known, remembered: undefined }, () => assert.fail('a fact was asked for'));
  });
});
