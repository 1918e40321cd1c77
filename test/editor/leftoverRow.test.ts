import assert from 'node:assert/strict';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { keyParts } from '../../src/views/keyParts.ts';
import { makeRow } from '../unit/domain/rows.ts';

describe('the row that removes .env lines of ended keys', () => {
  /** Rows on top where this many keys are listed and a filter lets none through. */
  const topWith = (keys: number, leftovers: number) => {
    const listed = Array.from({ length: keys }, (_, at) => makeRow({ api_key_id: `key_${at}` }));
    const snapshot = { ...emptySnapshot, state: 'ready', keys: listed } as const;
    const parts = keyParts(
      () => [],
      () => 'none',
      () => ({ snapshot, leftovers }),
    );
    return parts.children(undefined).map(({ id }) => id);
  };

  it('stays where a filter hides every key', () => {
    assert.deepEqual(topWith(2, 1), ['remedy:leftovers']);
  });

  it('leaves the place to the welcome where there is nothing to remove, or no key', () => {
    assert.deepEqual(topWith(2, 0), []);
    assert.deepEqual(topWith(0, 1), []);
  });
});
