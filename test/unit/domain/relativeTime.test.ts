import assert from 'node:assert/strict';
import {
  absoluteTime,
  relativeTime,
  timeOrDate,
  timeSpan,
} from '../../../src/domain/text/relativeTime.ts';
import { days, noon } from './rows.ts';

describe('relative time', () => {
  const cases: [days: number, text: string][] = [
    [12.9, 'in 12 d'],
    [400, 'in 400 d'],
    [800, 'in 2 y'],
    [0.5, 'in 12 h'],
    [3 / 1440, 'in 3 min'],
    [0.0001, 'in less than a minute'],
    [0, 'just now'],
    [-0.0001, 'just now'],
    [-3 / 24, '3 h ago'],
    [-40, '40 d ago'],
  ];
  for (const [count, text] of cases) {
    it(`says “${text}”`, () => {
      assert.equal(relativeTime(days(count), noon), text);
    });
  }

  it('leaves alone what is no date', () => {
    assert.equal(relativeTime('soon', noon), 'soon');
    assert.equal(absoluteTime(''), '');
  });

  it('writes a moment out in UTC', () => {
    assert.equal(absoluteTime('2027-03-31T12:00:00+02:00'), '2027-03-31 10:00 UTC');
  });

  it('adds the date to a time that is not today’s', () => {
    const at = new Date(2026, 4, 6, 14, 30).getTime();
    const today = timeOrDate(at, new Date(2026, 4, 6, 23, 59));
    const later = timeOrDate(at, new Date(2026, 4, 7, 0, 1));
    assert.doesNotMatch(today, /2026/);
    assert.match(later, /2026/);
    assert.ok(later.includes(today), `${later} has ${today}`);
  });

  it('rounds spans down', () => {
    assert.equal(timeSpan(-119_999), '1 min');
  });
});
