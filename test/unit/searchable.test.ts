import assert from 'node:assert/strict';
import { searchable } from '../../src/editor/keys/searchable.ts';
import { days, makeRow } from './domain/rows.ts';

describe('the filter of the keys', () => {
  const old = searchable(makeRow({ api_key_id: 'key_old', created_at: days(-100) }));

  it('finds a status by the words that are shown, and by its name', () => {
    assert.ok(old.includes('rotation overdue'));
    assert.ok(old.includes('rotation-overdue'));
  });

  it('finds the keys that the badge counts', () => {
    assert.ok(old.includes('needs attention'));
    assert.ok(!searchable(makeRow({})).includes('needs attention'));
  });
});
