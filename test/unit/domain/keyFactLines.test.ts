import assert from 'node:assert/strict';
import type { KeyRowFacts } from '../../../src/domain/keys/keyFacts.ts';
import { keyFactLines } from '../../../src/domain/keys/keyFactLines.ts';
import { soonOrDate } from '../../../src/domain/text/relativeTime.ts';
import type { ApiKey } from '../../../src/wire/apiKeys.ts';
import { days, makeRow, noon, planned } from './rows.ts';

const lines = (given: Partial<ApiKey>, more?: Partial<KeyRowFacts>) =>
  keyFactLines(makeRow(given, more), noon);
const valueOf = (name: string, ...given: Parameters<typeof lines>) =>
  lines(...given).find((line) => line.name === name)?.value;
const local = (count: number) => soonOrDate(days(count), noon);

describe('what the row of a key opens to', () => {
  it('is few lines in the order in which they are asked for, times by the own clock', () => {
    const placements = [
      { where: '.env, KEY', current: true },
      { where: '.envrc:3', current: false },
      { where: '.env.vault, KEY', current: false, unknown: true },
    ];
    const all = lines({ expires_at: days(89), last_used_at: days(-1) }, { placements });
    assert.deepEqual(
      all.map(({ name, value }) => [name, value]),
      [
        ['Status', 'Active'],
        ['Scopes', 'runs:write'],
        ['Owner', `ci-bot · created by Olivia Owner, 10 d ago (${local(-10)})`],
        ['Expires', `in 89 d (${local(89)})`],
        ['Rotation window', 'day 10 of 90, ends in 80 d'],
        ['Last used', `1 d ago (${local(-1)})`],
        ['Key', 'grk_live_mwsgtj14d65 · key_1'],
        ['Local copy', 'none in this editor'],
        ['.env, KEY', 'current'],
        ['.envrc:3', 'holds an earlier value'],
        ['.env.vault, KEY', 'unknown: its text changed, and it may still hold the value'],
      ],
    );
    assert.deepEqual(
      all.filter(({ place }) => place !== undefined).map(({ needsHand }) => needsHand),
      [false, true, true],
    );
  });

  it('counts the days of the rotation window from the first to the last, and past it', () => {
    const windowOf = (age: number) => valueOf('Rotation window', { created_at: days(-age) });
    assert.match(windowOf(0) ?? '', /^day 1 of 90, /);
    assert.match(windowOf(61) ?? '', /^day 61 of 90, ends in 29 d$/);
    assert.match(windowOf(89.5) ?? '', /^day 90 of 90, ends in 12 h$/);
    assert.equal(windowOf(95), '90 d, ended 5 d ago');
    assert.equal(valueOf('Rotation window', {}, { rotationWindowDays: 0 }), undefined);
  });

  it('says what to do about a key that is not as it should be', () => {
    const status = valueOf('Status', { created_at: days(-95) }) ?? '';
    assert.match(status, /^Rotation overdue\. \w/);
  });

  it('says of a replaced key how it ends, and of a lent one who has it', () => {
    assert.match(valueOf('Status', {}, { retiring: planned() }) ?? '', /^Replaced by grk_live_/);
    const lent = { until: days(1 / 24), borrower: 'an agent' };
    assert.match(valueOf('Status', {}, { lent }) ?? '', /^Lent to an agent, until .* Active$/);
  });

  it('says of an ended key when that was, and no more of its window', () => {
    const revoked = { status: 'revoked', revoked_at: days(-1) };
    assert.match(valueOf('Revoked', revoked) ?? '', /^1 d ago \(/);
    assert.equal(valueOf('Expires', revoked), undefined);
    assert.equal(valueOf('Rotation window', revoked), undefined);
  });

  it('warns of full access, and says which scopes were used', () => {
    assert.match(valueOf('Scopes', { scope: [] }) ?? '', /full access/);
    const scopeUse = [{ scope: 'runs:write', usedAt: days(-1), refusedAt: null }];
    const scope = ['runs:write', 'runs:manage'];
    assert.equal(
      valueOf('Scopes', { scope }, { scopeUse }),
      'runs:write, runs:manage (used here: runs:write)',
    );
  });
});
