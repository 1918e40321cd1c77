import assert from 'node:assert/strict';
import { judge, report } from '../../support/report.ts';

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('what a suite counts for', () => {
  it('is what it counted', () => {
    assert.deepEqual(judge(0, counts(3, 0, 1)), counts(3, 0, 1));
    assert.deepEqual(judge(1, counts(3, 2)), counts(3, 2));
  });

  it('is one failure when it left no result', () => {
    assert.deepEqual(judge(0, undefined), counts(0, 1));
  });

  it('is one failure when it tested nothing, skipped tests aside', () => {
    assert.deepEqual(judge(0, counts(0, 0, 4)), counts(0, 1, 4));
  });

  it('is one failure more when it crashed after counting only passes', () => {
    assert.deepEqual(judge('SIGKILL', counts(3)), counts(3, 1));
  });
});

describe('the report at the end of npm test', () => {
  const outcome = (name: string, passed: number, failed: number, seconds: number) => ({
    name,
    counts: counts(passed, failed),
    seconds,
  });

  it('ends with the sums alone on the last line', () => {
    const lines = report([outcome('unit', 5, 1, 2), outcome('editor', 7, 0, 3)], []);
    assert.equal(lines.at(-1), '12 passed, 1 failed');
  });

  it('names the three longest steps, preparation among them', () => {
    const steps = [outcome('preparation', 0, 0, 9)];
    const lines = report(
      [outcome('a', 1, 0, 1), outcome('b', 1, 0, 2), outcome('c', 1, 0, 3)],
      steps,
    );
    assert.equal(lines.at(-2), 'Longest: preparation 9.0 s, c 3.0 s, b 2.0 s');
  });

  it('does not call nothing a success', () => {
    assert.equal(report([], []).at(-1), '0 passed, 1 failed');
  });
});
