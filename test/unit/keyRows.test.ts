import assert from 'node:assert/strict';
import type { ServerState } from '../../src/editor/connection/serverState.ts';
import { buildRows, withRowAnew, type RowFacts } from '../../src/editor/keys/keyRows.ts';
import { manyKeys } from '../bench/manyKeys.ts';

const keys = manyKeys(20);
// `as`: rows are built of these three alone.
const server = { keys, accounts: [], detail: { members: [] } } as unknown as ServerState;

function facts(names: Readonly<Record<string, string>>, now = new Date()): RowFacts {
  return {
    now,
    expiryWarningDays: 14,
    rotationWindowDays: 90,
    note: (keyId) => {
      const name = names[keyId];
      return name === undefined ? {} : { name };
    },
    hasCopy: () => false,
    placements: () => [],
    retiring: () => undefined,
    scopeUse: () => undefined,
    lent: () => undefined,
  };
}

describe('a row made anew', () => {
  const rows = buildRows(server, facts({})).keys;
  const { api_key_id: keyId } = rows[3]!.key;

  it('is another, and all others are the same', () => {
    const anew = withRowAnew(rows, keyId, server, facts({ [keyId]: 'named' }));
    assert.ok(anew);
    assert.equal(anew[3]?.name, 'named');
    assert.deepEqual(
      anew.map((row, at) => row === rows[at]),
      rows.map((_, at) => at !== 3),
    );
  });

  it('reads as if all had been built again', () => {
    const now = new Date();
    const before = buildRows(server, facts({}, now)).keys;
    const named = facts({ [keyId]: 'named' }, now);
    assert.deepEqual(withRowAnew(before, keyId, server, named), buildRows(server, named).keys);
  });

  it('is not enough where the key would stand elsewhere', () => {
    const later = new Date(Date.now() + 400 * 86_400_000);
    assert.equal(withRowAnew(rows, keyId, server, facts({}, later)), undefined);
  });

  it('is not enough for a key that is not listed', () => {
    assert.equal(withRowAnew(rows, 'key_other', server, facts({})), undefined);
  });
});
