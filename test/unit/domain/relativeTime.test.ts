import assert from 'node:assert/strict';
import { absoluteTime, relativeTime, timeSpan } from '../../../src/domain/text/relativeTime.ts';
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

  it('rounds spans down', () => {
    assert.equal(timeSpan(-119_999), '1 min');
  });
});
