import assert from 'node:assert/strict';
import { needsAttention } from '../../../src/domain/keys/keyStatus.ts';
import { groupRows } from '../../../src/views/keyGroups.ts';
import { days, makeRow } from '../domain/rows.ts';

const rows = [
  makeRow({ api_key_id: 'fine' }),
  makeRow({ api_key_id: 'soon', expires_at: days(5) }, { accountName: 'other' }),
  makeRow({ api_key_id: 'old', created_at: days(-100) }),
  makeRow({ api_key_id: 'gone', status: 'revoked' }),
  makeRow({ api_key_id: 'dead', expires_at: days(-5) }),
];
const groups = (by: Parameters<typeof groupRows>[1]) =>
  groupRows(rows, by)?.map(({ name, rows: members }) => [
    name,
    members.map(({ key }) => key.api_key_id),
  ]);

describe('groups of keys', () => {
  it('are none in one list', () => {
    assert.equal(groups('none'), undefined);
  });

  it('begin with what needs attention, the same keys that the badge counts', () => {
    assert.deepEqual(groups('attention'), [
      ['Needs attention', ['dead', 'soon', 'old']],
      ['In order', ['fine']],
      ['Ended', ['gone']],
    ]);
    assert.equal(rows.filter(({ status }) => needsAttention(status)).length, 3);
  });

  it('by status stand in the same order', () => {
    assert.deepEqual(
      groups('status')?.map(([name]) => name),
      ['Expired', 'Expiring', 'Rotation overdue', 'Active', 'Revoked'],
    );
  });

  it('by service account stand as their first rows do', () => {
    assert.deepEqual(
      groups('serviceAccount')?.map(([name]) => name),
      ['ci-bot', 'other'],
    );
  });
});
