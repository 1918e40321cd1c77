import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compareKeys,
  effectiveStatus,
  isUsable,
  needsAttention,
  type EffectiveKind,
} from '../../../src/domain/keys/keyStatus.ts';
import {
  statusLabels,
  statusSemantics,
  statusSentence,
} from '../../../src/domain/keys/statusText.ts';
import { apiKeyList, type ApiKey } from '../../../src/wire/apiKeys.ts';
import { serviceAccount } from '../../../src/wire/serviceAccounts.ts';
import { recordedData } from '../../support/recordings.ts';
import { days, makeAccount, makeKey, noon } from './rows.ts';

const facts = {
  serviceAccounts: [makeAccount()],
  now: noon,
  expiryWarningDays: 14,
  rotationWindowDays: 90,
};
const disabled = [makeAccount({ status: 'disabled' })];
const statusOf = (key: Partial<ApiKey>, given: Partial<typeof facts> = {}) =>
  effectiveStatus(makeKey(key), { ...facts, ...given });

describe('effective status', () => {
  it('is active for a young key without expiry', () => {
    assert.deepEqual(statusOf({}), { kind: 'active' });
  });

  it('takes revoked_at for revoked, whatever the status says', () => {
    assert.deepEqual(statusOf({ revoked_at: days(-1) }), { kind: 'revoked', at: days(-1) });
    assert.deepEqual(statusOf({ status: 'revoked' }), { kind: 'revoked', at: null });
  });

  it('is expired when the expiry is past, even when listed active, and at the very moment', () => {
    for (const at of [days(-1), days(0)]) {
      assert.deepEqual(statusOf({ expires_at: at }), { kind: 'expired', at });
    }
    assert.equal(statusOf({ expires_at: days(0.00001) }).kind, 'expiring');
    assert.deepEqual(statusOf({ status: 'expired' }), { kind: 'expired', at: null });
  });

  it('is orphaned when the service account is disabled, and names it', () => {
    assert.deepEqual(statusOf({}, { serviceAccounts: disabled }), {
      kind: 'orphaned',
      serviceAccountId: 'svc_ci',
      serviceAccountName: 'ci-bot',
    });
  });

  it('does not judge a key by accounts that are not known', () => {
    assert.equal(statusOf({}, { serviceAccounts: [] }).kind, 'active');
    assert.equal(statusOf({ service_account_id: null }).kind, 'active');
  });

  it('leaves what it does not understand to a person', () => {
    for (const key of [{ status: 'disabled' }, { status: 'paused' }, { expires_at: 'soon' }]) {
      assert.equal(statusOf(key).kind, 'needs-review');
    }
    const suspended = [makeAccount({ status: 'suspended' })];
    assert.deepEqual(statusOf({}, { serviceAccounts: suspended }), {
      kind: 'needs-review',
      because: 'Its service account ci-bot is “suspended”.',
    });
  });

  it('warns of an expiry within the warning time', () => {
    assert.deepEqual(statusOf({ expires_at: days(12.5) }), {
      kind: 'expiring',
      at: days(12.5),
      daysLeft: 12,
    });
    assert.equal(statusOf({ expires_at: days(14) }).kind, 'expiring');
    assert.equal(statusOf({ expires_at: days(14.1) }).kind, 'active');
    assert.equal(statusOf({ expires_at: days(12) }, { expiryWarningDays: 7 }).kind, 'active');
  });

  it('is due near the end of the rotation window and overdue after it', () => {
    assert.deepEqual(statusOf({ created_at: days(-80) }), {
      kind: 'rotation-due',
      at: days(10),
      daysLeft: 10,
    });
    assert.deepEqual(statusOf({ created_at: days(-95.5) }), {
      kind: 'rotation-overdue',
      at: days(-5.5),
      daysOver: 5,
    });
    assert.equal(statusOf({ created_at: days(-500) }, { rotationWindowDays: 0 }).kind, 'active');
  });

  it('counts the window from a given start instead of the creation', () => {
    const status = effectiveStatus(makeKey({ created_at: days(-95) }), {
      ...facts,
      rotatedAt: days(-1),
    });
    assert.equal(status.kind, 'active');
  });

  it('keeps the order when several hold at once', () => {
    const order: [EffectiveKind, Partial<ApiKey>, typeof disabled][] = [
      ['revoked', { revoked_at: days(-1), expires_at: days(-2), status: 'odd' }, disabled],
      ['expired', { expires_at: days(-2), status: 'odd' }, disabled],
      ['orphaned', { expires_at: days(2), status: 'odd' }, disabled],
      ['needs-review', { expires_at: days(2), status: 'odd' }, []],
      ['expiring', { expires_at: days(2), created_at: days(-300) }, []],
      ['rotation-overdue', { created_at: days(-300) }, []],
    ];
    for (const [kind, key, serviceAccounts] of order) {
      assert.equal(statusOf(key, { serviceAccounts }).kind, kind);
    }
  });

  it('never calls a key usable that the server refuses', () => {
    const at = fc.option(fc.integer({ min: -400, max: 400 }).map(days), { nil: null });
    fc.assert(
      fc.property(
        fc.constantFrom('active', 'revoked', 'expired', 'disabled', 'x'),
        at,
        at,
        fc.boolean(),
        (status, expires_at, revoked_at, orphan) => {
          const serviceAccounts = orphan ? disabled : facts.serviceAccounts;
          const usable = isUsable(
            statusOf({ status, expires_at, revoked_at }, { serviceAccounts }),
          );
          const accepted =
            status === 'active' &&
            revoked_at === null &&
            (expires_at === null || new Date(expires_at) > noon) &&
            !orphan;
          assert.equal(usable, accepted);
        },
      ),
    );
  });

  it('asks for attention for everything but active and revoked', () => {
    const kinds: [EffectiveKind, boolean][] = [
      [statusOf({}).kind, needsAttention(statusOf({}))],
      ['revoked', needsAttention({ kind: 'revoked', at: null })],
      ['expired', needsAttention({ kind: 'expired', at: null })],
      ['needs-review', needsAttention({ kind: 'needs-review', because: '' })],
      ['expiring', needsAttention({ kind: 'expiring', at: '', daysLeft: 1 })],
      ['rotation-due', needsAttention({ kind: 'rotation-due', at: '', daysLeft: 1 })],
    ];
    assert.deepEqual(
      kinds.filter(([, asks]) => !asks).map(([kind]) => kind),
      ['active', 'revoked'],
    );
  });

  it('has a name and a sentence for every status, and the three meanings', () => {
    assert.equal(Object.keys(statusLabels).length, 8);
    assert.match(statusSentence({ kind: 'revoked', at: null }), /must not back new traffic/);
    assert.match(statusSentence({ kind: 'active' }), /governed flow/);
    assert.match(
      statusSentence({ kind: 'needs-review', because: 'Odd.' }),
      /before it is used again/,
    );
    assert.deepEqual(
      statusSemantics.map(({ term }) => term),
      ['Active', 'Revoked', 'Anything else'],
    );
  });
});

describe('effective status of recorded keys', () => {
  const now = new Date('2026-11-22T23:26:02.000Z');
  const listed = (name: string, accounts = ['23-sa-disable-200']) =>
    apiKeyList.parse(recordedData(name)).items.map((key) => ({
      key,
      status: effectiveStatus(key, {
        ...facts,
        now,
        serviceAccounts: accounts.map((each) => serviceAccount.parse(recordedData(each))),
      }),
    }));

  it('sees the orphan that the server lists as active', () => {
    const orphans = listed('23-keys-list-disabled-sa-still-active').filter(
      ({ status }) => status.kind === 'orphaned',
    );
    assert.deepEqual(
      orphans.map(({ key }) => [key.service_account_name, key.status]),
      [['old-bot', 'active']],
    );
  });

  it('sees the unused expired keys that the server lists as active', () => {
    const rows = listed('11-keys-list');
    const lazy = rows.filter(
      ({ key, status }) => key.status === 'active' && status.kind === 'expired',
    );
    assert.ok(lazy.length > 0);
    for (const { key } of lazy) assert.equal(key.expires_at, '2020-01-01T00:00:00.000Z');
  });

  it('sorts usable keys first, newest first in both halves, and does so stably', () => {
    const rows = listed('24-race-list');
    const sorted = rows.toSorted(compareKeys);
    const usable = sorted.map(({ status }) => isUsable(status));
    assert.equal(usable.lastIndexOf(true), usable.filter(Boolean).length - 1);
    for (const half of [true, false]) {
      const times = sorted
        .filter(({ status }) => isUsable(status) === half)
        .map(({ key }) => key.created_at);
      assert.deepEqual(times, times.toSorted().reverse());
    }
    assert.deepEqual(rows.toReversed().sort(compareKeys), sorted);
  });
});
