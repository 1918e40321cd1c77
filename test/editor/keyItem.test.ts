import assert from 'node:assert/strict';
import { allDiffer } from '../../src/domain/keys/rowDifferences.ts';
import { keyItem } from '../../src/views/keyItem.ts';
import { makeRow } from '../unit/domain/rows.ts';

/** A key of which this window has written a secret that can be taken back. */
const item = (more: Parameters<typeof makeRow>[1]) => {
  const row = makeRow({}, { undoable: true, ...more });
  const node = { node: 'key', id: '/key_1', keyId: 'key_1', before: new Map() } as const;
  return keyItem({ ...node, row, differs: allDiffer, isPredecessor: false }, new Date());
};

describe('the row of a key', () => {
  const place = { where: '.env, GOVRAIL_API_KEY', current: true };

  it('offers to undo a write as long as its value stands somewhere', () => {
    assert.match(item({ placements: [place] }).contextValue ?? '', /\bundoable\b/);
    // A rotation has written the file anew: that it can be undone would not be true.
    assert.doesNotMatch(item({ placements: [] }).contextValue ?? '', /\bundoable\b/);
  });

  it('gives the room of the icon that writes to .env to its words where the value is there', () => {
    const placed = (more: object) => item({ placements: [{ ...place, ...more }] }).contextValue;
    assert.match(placed({ env: true }) ?? '', /\bplaced\b/);
    for (const other of [{}, { env: false }, { env: true, current: false }]) {
      assert.doesNotMatch(placed(other) ?? '', /\bplaced\b/);
    }
  });

  it('keeps the direction of a name to the name', () => {
    assert.equal(item({ name: 'ci' }).label, 'ci');
    assert.equal(item({ name: 'מפתח' }).label, '\u2068מפתח\u2069');
  });
});
