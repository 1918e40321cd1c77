import assert from 'node:assert/strict';
import { grouped } from '../../../src/domain/text/grouped.ts';

describe('a number with its thousands apart', () => {
  const edges = [
    0, 1, 12, 999, 1000, 1001, 999_999, 1_000_000, 1234.5, 0.25, 999.96, 3.14159, -4321,
  ];
  const many = Array.from({ length: 2000 }, (_, at) => Math.round(Math.exp(at / 60) * 7) / 8);

  for (const decimals of [1, 3]) {
    it(`is what American English makes of it, to ${decimals} decimals`, () => {
      for (const value of [...edges, ...many]) {
        const theirs = value.toLocaleString('en-US', { maximumFractionDigits: decimals });
        assert.equal(grouped(value, decimals), theirs, String(value));
      }
    });
  }
});
