import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dueNotices, withQuiet, withTold } from '../../../../src/domain/notices/dueNotices.ts';
import { nothingTold, type Told } from '../../../../src/domain/notices/notice.ts';
import { nextMoment } from '../../../../src/domain/notices/thresholds.ts';
import { effectiveStatus } from '../../../../src/domain/keys/keyStatus.ts';
import type { KeyRowFacts } from '../../../../src/domain/keys/keyFacts.ts';
import type { ApiKey } from '../../../../src/wire/apiKeys.ts';
import { days, makeAccount, makeKey, makeRow, noon, planned } from '../rows.ts';

const hourMs = 3_600_000;
const inHours = (hours: number) => new Date(noon.getTime() + hours * hourMs);

function due(rows: readonly KeyRowFacts[], told: Told = nothingTold, now = noon, ended = false) {
  const facts = { rows, told, now, expiryWarningDays: 14, endedHere: () => ended };
  return dueNotices(facts).map(({ kind, threshold, row }) => [row.key.api_key_id, kind, threshold]);
}

/** The row as it is at another moment. */
function rowAt(key: Partial<ApiKey>, now: Date, more: Partial<KeyRowFacts> = {}): KeyRowFacts {
  const made = makeKey(key);
  const status = effectiveStatus(made, {
    serviceAccounts: [makeAccount()],
    now,
    expiryWarningDays: 14,
    rotationWindowDays: 0,
  });
  return makeRow(key, { status, rotationWindowDays: 0, ...more });
}

const longLived = { created_at: days(-60) };

describe('what is to be told', () => {
  it('is nothing of keys that are in order, need a review, or are history', () => {
    const rows = [
      makeRow({}),
      makeRow({ status: 'odd' }),
      makeRow({ status: 'revoked' }),
      makeRow({ ...longLived, expires_at: days(-1) }),
    ];
    assert.deepEqual(due(rows), []);
  });

  const thresholds: [left: number, threshold: number][] = [
    [13.5, 14],
    [7.5, 14],
    [7, 7],
    [1.5, 7],
    [1, 1],
    [0.01, 1],
  ];
  for (const [left, threshold] of thresholds) {
    it(`is the threshold of ${threshold} days where ${left} are left`, () => {
      const row = makeRow({ ...longLived, expires_at: days(left) });
      assert.deepEqual(due([row]), [['key_1', 'expiring', threshold]]);
    });
  }

  it('is a rotation again after its window was made longer', () => {
    const key = { created_at: days(0) };
    const rowIn = (windowDays: number, day: number) => {
      const now = inHours(24 * day);
      const facts = { now, rotationWindowDays: windowDays, expiryWarningDays: 14 };
      const status = effectiveStatus(makeKey(key), { ...facts, serviceAccounts: [makeAccount()] });
      return { row: makeRow(key, { status, rotationWindowDays: windowDays }), now };
    };
    let told = nothingTold;
    const heard = (windowDays: number, day: number) => {
      const { row, now } = rowIn(windowDays, day);
      const notices = dueNotices({
        rows: [row],
        told,
        now,
        expiryWarningDays: 14,
        endedHere: () => false,
      });
      told = withTold(told, notices, now);
      return notices.map(({ kind }) => kind);
    };
    assert.deepEqual(heard(90, 77), ['rotation-due']);
    assert.deepEqual(heard(90, 91), ['rotation-overdue']);
    assert.deepEqual(heard(180, 100), []);
    assert.deepEqual(heard(180, 167), ['rotation-due']);
    assert.deepEqual(heard(180, 181), ['rotation-overdue']);
    assert.deepEqual(heard(180, 182), []);
  });

  it('is told once for each threshold on the way to the expiry, and never twice', () => {
    const key = { ...longLived, expires_at: days(20) };
    let told = nothingTold;
    const tellings: string[] = [];
    for (let hour = 0; hour < 24 * 22; hour++) {
      const now = inHours(hour);
      const rows = [rowAt(key, now, { hasCopy: true })];
      const facts = { rows, told, now, expiryWarningDays: 14, endedHere: () => false };
      const notices = dueNotices(facts);
      for (const { kind, threshold } of notices) {
        tellings.push(`${hour / 24} ${kind} ${threshold}`);
      }
      told = withTold(told, notices, now);
    }
    assert.deepEqual(tellings, ['6 expiring 14', '13 expiring 7', '19 expiring 1', '20 expired 0']);
  });

  it('is never about a time that the key was not made to live', () => {
    const hour = makeRow({ created_at: days(0), expires_at: inHours(1).toISOString() });
    const week = makeRow({ created_at: days(-0.1), expires_at: days(6.9) });
    assert.deepEqual(due([hour, week]), []);
    const nearlyOver = makeRow({ created_at: days(-6), expires_at: days(1) });
    assert.deepEqual(due([nearlyOver]), [['key_1', 'expiring', 1]]);
  });

  it('does not come again when the warning time is made longer', () => {
    const row = makeRow({ ...longLived, expires_at: days(10) });
    const told = withTold(nothingTold, [{ kind: 'expiring', threshold: 14, row }], noon);
    const facts = { rows: [row], told, now: noon, endedHere: () => false };
    assert.deepEqual(dueNotices({ ...facts, expiryWarningDays: 30 }), []);
  });

  it('is of an expired key only where something here may use it', () => {
    const expired = { ...longLived, expires_at: days(-2) };
    assert.deepEqual(due([makeRow(expired)]), []);
    const placed = { placements: [{ where: '.env, KEY', current: true }] };
    for (const held of [{ hasCopy: true }, placed]) {
      assert.deepEqual(due([makeRow(expired, held)]), [['key_1', 'expired', 0]]);
    }
  });

  it('is of a revoked key only where its copy is kept and somebody else ended it', () => {
    const row = makeRow({ status: 'revoked' }, { hasCopy: true });
    assert.deepEqual(due([row]), [['key_1', 'ended-elsewhere', 0]]);
    assert.deepEqual(due([row], nothingTold, noon, true), []);
    assert.deepEqual(due([makeRow({ status: 'revoked' })]), []);
  });

  it('leaves out a key whose successor has taken over', () => {
    const row = makeRow({ ...longLived, expires_at: days(3) }, { retiring: planned() });
    assert.deepEqual(due([row]), []);
  });

  it('stands in the order of what presses most', () => {
    const rows = [
      makeRow({ api_key_id: 'due', created_at: days(-80) }),
      makeRow({ api_key_id: 'week', ...longLived, expires_at: days(6) }),
      makeRow({ api_key_id: 'overdue', created_at: days(-100) }),
      makeRow({ api_key_id: 'day', ...longLived, expires_at: days(0.5) }),
      makeRow({ api_key_id: 'dead', status: 'revoked' }, { hasCopy: true }),
    ];
    assert.deepEqual(
      due(rows).map(([id]) => id),
      ['dead', 'day', 'week', 'overdue', 'due'],
    );
  });

  it('keeps still while a key is snoozed, then says what is due then', () => {
    const key = { ...longLived, expires_at: days(7) };
    const told = withTold(
      nothingTold,
      [{ kind: 'expiring', threshold: 7, row: makeRow(key) }],
      noon,
    );
    const snoozed = withQuiet(told, ['key_1'], inHours(24));
    assert.deepEqual(due([makeRow(key)], snoozed, inHours(23)), []);
    assert.deepEqual(due([makeRow(key)], snoozed, inHours(25)), [['key_1', 'expiring', 7]]);
    const never = withQuiet(told, ['key_1'], null);
    assert.deepEqual(due([makeRow(key)], never, inHours(24 * 6.5)), []);
  });

  it('is looked for again no later than anything becomes due', () => {
    const span = fc.double({ min: -200, max: 200, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 200, noNaN: true }),
        span,
        fc.double({ min: 0.001, max: 60, noNaN: true }),
        (age, expiry, later) => {
          const key = { created_at: days(-age), expires_at: days(expiry) };
          const rows = [rowAt(key, noon, { hasCopy: true })];
          const before = dueNotices({
            rows,
            told: nothingTold,
            now: noon,
            expiryWarningDays: 14,
            endedHere: () => false,
          });
          const told = withTold(nothingTold, before, noon);
          const then = new Date(noon.getTime() + later * 86_400_000);
          const next = nextMoment(rows, told, 14, noon);
          const news = due([rowAt(key, then, { hasCopy: true })], told, then);
          if (news.length > 0) assert.ok(next !== undefined && new Date(next) <= then, next);
        },
      ),
    );
  });
});
