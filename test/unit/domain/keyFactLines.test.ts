import assert from 'node:assert/strict';
import type { KeyRowFacts } from '../../../src/domain/keys/keyFacts.ts';
import { keyFactLines } from '../../../src/domain/keys/keyFactLines.ts';
import { keyTooltip } from '../../../src/domain/keys/keyTooltip.ts';
import { soonOrDate } from '../../../src/domain/text/relativeTime.ts';
import type { ApiKey } from '../../../src/wire/apiKeys.ts';
import { days, makeRow, noon, planned } from './rows.ts';

const lines = (given: Partial<ApiKey>, more?: Partial<KeyRowFacts>) =>
  keyFactLines(makeRow(given, more), noon);
const valueOf = (name: string, ...given: Parameters<typeof lines>) =>
  lines(...given).find((line) => line.name === name)?.value;
const below = (all: ReturnType<typeof lines>, name: string) =>
  all.find((line) => line.name === name)?.below?.map((line) => [line.name, line.value]);
const placements = [
  { where: '.env, KEY', current: true },
  { where: '.envrc:3', current: false },
  { where: '.env.vault, KEY', current: false, unknown: true },
];
const local = (count: number) => soonOrDate(days(count), noon);

describe('what the row of a key opens to', () => {
  it('is few lines in the order in which they are asked for, times by the own clock', () => {
    const all = lines(
      { expires_at: days(89), last_used_at: days(-1) },
      { placements, accountPurpose: 'Builds' },
    );
    assert.deepEqual(
      all.map(({ name, value }) => [name, value]),
      [
        ['Status', 'Active, expires in 89 d'],
        ['Places', '3 places, 2 need a hand'],
        ['Scopes', 'runs:write'],
        ['Owner', 'ci-bot · created by Olivia Owner'],
        ['Rotation window', 'day 10 of 90, ends in 80 d'],
        ['Last used', `1 d ago (${local(-1)})`],
      ],
    );
    assert.deepEqual(below(all, 'Status'), [
      ['Expires', `in 89 d (${local(89)})`],
      ['Prefix', 'grk_live_mwsgtj14d65'],
      ['Key ID', 'key_1'],
    ]);
    assert.deepEqual(below(all, 'Owner'), [
      ['Service account', 'ci-bot'],
      ['Purpose', 'Builds'],
      ['Created by', 'Olivia Owner'],
      ['Created', `10 d ago (${local(-10)})`],
    ]);
  });

  it('has every place with its state, seen at once', () => {
    const all = lines({}, { placements, hasCopy: true });
    assert.deepEqual(below(all, 'Places'), [
      ['.env, KEY', 'current'],
      ['.envrc:3', 'holds an earlier value'],
      ['.env.vault, KEY', 'unknown: its text changed, and it may still hold the value'],
      ['Local copy', 'kept by this editor'],
    ]);
    const places = all.find(({ name }) => name === 'Places');
    assert.equal(places?.isOpen, true);
    assert.deepEqual(
      places.below?.map(({ place, needsHand }) => place && needsHand),
      [false, true, true, undefined],
    );
    assert.equal(valueOf('Places', {}), 'nowhere that Keyrail knows of');
  });

  it('says that the local copy is lost, and wants a hand as long as the key can be used', () => {
    const lost = { isCopyLost: true };
    const copyOf = (...given: Parameters<typeof lines>) =>
      lines(...given)
        .find(({ name }) => name === 'Places')
        ?.below?.find(({ name }) => name === 'Local copy');
    const text = 'lost: this editor’s key store does not have it any more';
    assert.equal(copyOf({}, lost)?.value, text);
    assert.equal(copyOf({}, lost)?.needsHand, true);
    assert.equal(copyOf({ status: 'revoked', revoked_at: days(-1) }, lost)?.needsHand, false);
    assert.equal(copyOf({})?.value, 'none in this editor');
    const tooltip = new Map(keyTooltip(makeRow({}, lost), noon));
    assert.equal(tooltip.get('Local copy'), text);
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

  it('says of a program what it accepted when, and why it has not what it should', () => {
    const pass = { where: 'pass: app/KEY', current: true };
    const gh = { where: 'gh-actions: octo/app, KEY', current: true };
    const all = lines(
      {},
      {
        placements: [
          pass,
          { ...gh, sentAt: days(-1) },
          { ...gh, sentAt: days(-1), confirmedAt: days(-2) },
          { ...gh, sentAt: days(-1), notDelivered: 'the program is signed out' },
        ],
      },
    );
    const sent = `sent 1 d ago (${local(-1)})`;
    const places = all.find(({ name }) => name === 'Places');
    assert.equal(places?.value, '4 places, 1 needs a hand');
    assert.deepEqual(
      places.below?.slice(0, 4).map(({ value, isSent, needsHand }) => [value, isSent, needsHand]),
      [
        ['current', undefined, false],
        [sent, true, false],
        [`${sent}, confirmed`, true, false],
        ['not delivered: the program is signed out', true, true],
      ],
    );
  });

  it('says of a replaced key how it ends, and of a lent one who has it', () => {
    assert.match(valueOf('Status', {}, { retiring: planned() }) ?? '', /^Replaced by grk_live_/);
    const waits = { reason: 'why', sentence: 'It waits.', since: days(-1 / 24) };
    const rotation = { ...waits, operation: 'rotation', mayBeDone: true };
    assert.match(
      valueOf('Status', {}, { waits: rotation }) ?? '',
      /^Its rotation has been waiting since .* and may have been carried out\. It waits\. Active/,
    );
    const over = { until: days(-1), borrower: 'an agent', waits };
    assert.match(
      valueOf('Status', {}, { lent: over }) ?? '',
      /^Lent to an agent\. The loan is over, and/,
    );
    const lent = { until: days(1 / 24), borrower: 'an agent' };
    assert.match(valueOf('Status', {}, { lent }) ?? '', /^Lent to an agent, until .* Active$/);
  });

  it('says of an ended key when that was, and no more of its window', () => {
    const revoked = { status: 'revoked', revoked_at: days(-1) };
    const [[name, when] = []] = below(lines(revoked), 'Status') ?? [];
    assert.equal(name, 'Revoked');
    assert.match(when ?? '', /^1 d ago \(/);
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
    const [first, second, always] = below(lines({ scope }, { scopeUse }), 'Scopes') ?? [];
    assert.deepEqual(first, ['runs:write', `used through this editor 1 d ago (${local(-1)})`]);
    assert.deepEqual(second, ['runs:manage', 'not used through this editor']);
    assert.equal(always?.[0], 'Every key, whatever its scopes');
  });
});
