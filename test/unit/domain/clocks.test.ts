import assert from 'node:assert/strict';
import type { Loan } from '../../../src/domain/keys/keyFacts.ts';
import { otherEndSentences } from '../../../src/domain/keys/otherEnd.ts';
import { endPhrase } from '../../../src/domain/keys/plannedEnd.ts';
import {
  shownMoment,
  withShownEnd,
  withShownUntil,
} from '../../../src/domain/keys/shownMoments.ts';
import { clockNews, clockSentence } from '../../../src/domain/notices/clockNotice.ts';
import { clockTime } from '../../../src/domain/text/relativeTime.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = new Date('2026-11-29T12:00:00.000Z');
const after = (ms: number) => new Date(now.getTime() + ms).toISOString();

describe('clocks that differ', () => {
  for (const hours of [-2, -0.5, 0.5, 2]) {
    it(`are told of once where this machine's is ${hours} h ahead, until they agree again`, () => {
      const aheadMs = hours * hour;
      assert.equal(clockNews(undefined, aheadMs), 'tell');
      assert.equal(clockNews(aheadMs, aheadMs + 4 * minute), 'none');
      assert.equal(clockNews(aheadMs, 0), 'agrees-again');
    });
  }

  it('by less than a minute are told to nobody, and one that wanders about a minute once', () => {
    assert.equal(clockNews(undefined, 59_000), 'none');
    const wandering = [61, 59, 61, 58, -61, 40].map((seconds) => clockNews(minute, seconds * 1000));
    assert.deepEqual(new Set(wandering), new Set(['none']));
    assert.equal(clockNews(minute, 29_000), 'agrees-again');
  });

  it('are told of again where the difference has become another one', () => {
    assert.equal(clockNews(2 * hour, -2 * hour), 'tell');
    assert.equal(clockNews(2 * hour, hour), 'tell');
    assert.equal(clockNews(-2 * hour, -3 * hour), 'tell');
    assert.equal(clockNews(2 * hour, 2.5 * hour), 'none');
  });

  it('are told of at most ten times in a day by a clock that loses ten seconds each minute', () => {
    let told: number | undefined;
    let times = 0;
    for (let minutes = 0; minutes < 24 * 60; minutes++) {
      const aheadMs = -minutes * 10_000;
      if (clockNews(told, aheadMs) !== 'tell') continue;
      told = aheadMs;
      times++;
    }
    assert.ok(times <= 10, `${times} times`);
  });

  it('are told of with the difference to the nearest minute, as an answer takes its way', () => {
    const span = (ms: number) => /clock is (.+) (ahead of|behind) the/.exec(clockSentence('p', ms));
    assert.deepEqual(span(2 * hour - 500)?.slice(1), ['2 h', 'ahead of']);
    assert.deepEqual(span(-2 * hour + 500)?.slice(1), ['2 h', 'behind']);
    assert.deepEqual(span(90 * minute)?.slice(1), ['1 h 30 min', 'ahead of']);
    assert.deepEqual(span(-minute)?.slice(1), ['1 min', 'behind']);
    assert.deepEqual(span(72 * hour)?.slice(1), ['3 d', 'ahead of']);
  });

  for (const hours of [-2, 2]) {
    it(`show the moment of an end as this machine's will, ${hours} h ahead`, () => {
      const aheadMs = hours * hour;
      const at = after(15 * minute);
      const here = clockTime(after(15 * minute + aheadMs));
      assert.equal(clockTime(shownMoment(at, aheadMs)), here);
      const successor = { keyId: 'k', keyPrefix: 'p' };
      const planned = withShownEnd({ successor, at, plan: 'at' as const }, aheadMs);
      assert.equal(endPhrase(planned, now), `replaced, ends ${here}`);
      // It is past by the control plane's clock alone.
      assert.equal(endPhrase(planned, new Date(at)), 'replaced, ends now');
      const loan: Loan = { until: at, borrower: 'b' };
      assert.equal(clockTime(withShownUntil(loan, aheadMs).shownUntil ?? ''), here);
    });
  }

  it('change nothing of what is no date, and nothing where they agree', () => {
    assert.equal(shownMoment('soon', hour), 'soon');
    const planned = {
      successor: { keyId: 'k', keyPrefix: 'p' },
      at: after(0),
      plan: 'at' as const,
    };
    assert.equal(withShownEnd(planned, 0), planned);
    const none = withShownUntil<Loan | undefined>(undefined, hour);
    assert.equal(none, undefined);
  });
});

describe('the life that a control plane gave a key', () => {
  const said = (agreedExpiresAt: string | null, expiresAt: string | null) =>
    otherEndSentences({ agreedExpiresAt, expiresAt }, now);

  it('is not spoken of where it is what was agreed to, or up to a minute less', () => {
    assert.deepEqual(said(null, null), []);
    assert.deepEqual(said(after(hour), after(hour)), []);
    assert.deepEqual(said(after(hour), after(hour - minute)), []);
  });

  it('is said where it is longer, shorter, or without an end', () => {
    const other = 'The control plane gave it another end than was asked for: it expires';
    assert.deepEqual(said(after(hour), after(3 * hour)), [
      `${other} in 3 h, at 2026-11-29 15:00 UTC.`,
    ]);
    assert.deepEqual(said(after(48 * hour), after(hour)), [
      `${other} in 1 h, at 2026-11-29 13:00 UTC.`,
    ]);
    assert.deepEqual(said(null, after(hour)), [`${other} in 1 h, at 2026-11-29 13:00 UTC.`]);
    assert.deepEqual(said(after(hour), null), [
      'The control plane gave it no end, although one was asked for.',
    ]);
  });
});
