import assert from 'node:assert/strict';
import { followedRow } from '../../../src/commands/followKey.ts';
import { rowArgument } from '../../../src/editor/ownArguments.ts';

const row = (more: object = {}) =>
  rowArgument({
    node: 'key',
    id: 'key:old',
    keyId: 'old',
    isPredecessor: false,
    row: { key: { service_account_id: null } },
    ...more,
  });

describe('the keyboard of a row that is not drawn any more', () => {
  it('goes to the key that took its place, from the row and from the palette', () => {
    for (const isOfRow of [true, false]) {
      const followed = followedRow(row(), { keyId: 'new' }, isOfRow);
      assert.deepEqual(followed, { id: 'key:old', keyId: 'new' });
    }
  });

  it('goes to where its key stands now, where the command of the row names none', () => {
    assert.deepEqual(followedRow(row(), {}, true), { id: 'key:old', keyId: 'old' });
  });

  it('stays where it is after a command of the palette that was about no key', () => {
    assert.equal(followedRow(row(), { connectionId: 'acme' }, false), undefined);
    const before = row({ isPredecessor: true });
    assert.equal(followedRow(before, { connectionId: 'acme' }, false), undefined);
  });

  it('is nobody’s where no row of a key had it', () => {
    assert.equal(followedRow(undefined, { keyId: 'new' }, false), undefined);
    assert.equal(followedRow({ node: 'key', id: 'x' }, { keyId: 'new' }, true), undefined);
  });
});
