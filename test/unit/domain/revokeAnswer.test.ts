import assert from 'node:assert/strict';
import { revokeAnswer, type RevokeFacts } from '../../../src/domain/keys/revokeAnswer.ts';
import { makeKey } from './rows.ts';

const now = new Date('2026-06-30T12:00:00.000Z');
const successor = { label: 'sample (krl_b)', createdAt: '2026-06-20T00:00:00.000Z', places: [] };
const ask = (facts: Partial<RevokeFacts>, used: string | null = null) =>
  revokeAnswer(
    {
      key: makeKey({ last_used_at: used }),
      status: { kind: 'active' },
      lent: undefined,
      places: [],
      unseen: [],
      successor: undefined,
      ...facts,
    },
    now,
  );
const says = (answer: { safe: boolean; sentence: string }, safe: boolean, expected: RegExp) => {
  assert.equal(answer.safe, safe, answer.sentence);
  assert.match(answer.sentence, expected);
  assert.match(answer.sentence, safe ? /^Yes: / : /^No: /);
};

describe('the answer to “Is it safe to revoke it?”', () => {
  it('is yes where the successor has its place', () => {
    says(
      ask({ successor: { ...successor, places: ['.env, line 1'] } }, '2026-06-19T00:00:00.000Z'),
      true,
      /its successor sample \(krl_b\) is in \.env, line 1\.$/,
    );
    says(ask({ successor }), true, /is there, and it was not used since/);
  });

  it('is no while its own value stands somewhere, whatever else is true', () => {
    const there = { ...successor, places: ['.env, line 1'] };
    says(
      ask({ successor: there, places: ['api/.env, line 3', 'terminals of app'] }),
      false,
      /its value is in api\/\.env, line 3; terminals of app\.$/,
    );
    says(ask({ unseen: ['far/.env, KEY'] }), false, /may still be in far\/\.env, KEY/);
  });

  it('is no where it was used after its successor was made, or lately and nobody knows by whom', () => {
    says(
      ask({ successor }, '2026-06-25T00:00:00.000Z'),
      false,
      /it was used .*, after its successor/,
    );
    says(ask({}, '2026-06-25T00:00:00.000Z'), false, /last used .* does not know by whom/);
    says(ask({}, 'at some time'), false, /does not know by whom/);
  });

  it('is yes where nobody uses it', () => {
    says(ask({}), true, /was never used/);
    says(ask({}, '2026-01-01T00:00:00.000Z'), true, /last used .* in no place that Keyrail knows/);
    says(ask({ status: { kind: 'expired', at: null }, places: ['.env, line 1'] }), true, /expired/);
  });

  it('is no while it is lent, and where its status is not known', () => {
    says(
      ask({ lent: { until: '2026-06-30T12:30:00.000Z', borrower: 'an agent' } }),
      false,
      /lent to an agent until/,
    );
    says(ask({ status: { kind: 'needs-review', because: 'x' } }), false, /status/);
  });
});
