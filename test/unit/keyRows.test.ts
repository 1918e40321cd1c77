import assert from 'node:assert/strict';
import { buildRows, withRowAnew } from '../../src/editor/keys/keyRows.ts';
import { manyKeys } from '../bench/manyKeys.ts';
import { someFacts } from '../fixtures/someFacts.ts';

const keys = manyKeys(20);
const server = { keys, accounts: [], detail: { members: [] } };

describe('a row made anew', () => {
  const rows = buildRows(server, someFacts({})).keys;
  const { api_key_id: keyId } = rows[3]!.key;

  it('is another, and all others are the same', () => {
    const anew = withRowAnew(rows, keyId, server, someFacts({ [keyId]: 'named' }));
    assert.ok(anew);
    assert.equal(anew[3]?.name, 'named');
    assert.deepEqual(
      anew.map((row, at) => row === rows[at]),
      rows.map((_, at) => at !== 3),
    );
  });

  it('reads as if all had been built again', () => {
    const now = new Date();
    const before = buildRows(server, someFacts({}, now)).keys;
    const named = someFacts({ [keyId]: 'named' }, now);
    assert.deepEqual(withRowAnew(before, keyId, server, named), buildRows(server, named).keys);
  });

  it('changes the rows that have or had its name, too', () => {
    const of = keys.map(({ api_key_id: id }) => id);
    const [first = '', second = '', third = ''] = of;
    const two = someFacts({ [first]: 'one', [second]: 'one', [third]: 'other' });
    const before = buildRows(server, two).keys;
    const called = (list: typeof before) =>
      list
        .filter(({ isNamesake }) => isNamesake)
        .map(({ key }) => key.api_key_id)
        .toSorted();
    assert.deepEqual(called(before), [first, second].toSorted());
    const three = someFacts({ [first]: 'one', [second]: 'other', [third]: 'other' });
    const anew = withRowAnew(before, second, server, three);
    assert.ok(anew);
    assert.deepEqual(called(anew), [second, third].toSorted());
  });

  it('is not enough where the key would stand elsewhere', () => {
    const later = new Date(Date.now() + 400 * 86_400_000);
    assert.equal(withRowAnew(rows, keyId, server, someFacts({}, later)), undefined);
  });

  it('is not enough for a key that is not listed', () => {
    assert.equal(withRowAnew(rows, 'key_other', server, someFacts({})), undefined);
  });
});
