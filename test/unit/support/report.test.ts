import assert from 'node:assert/strict';
import { failedOf } from '../../support/lastFailed.ts';
import { lostWindow } from '../../support/lostWindow.ts';
import { judge, report } from '../../support/report.ts';

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('what a suite counts for', () => {
  it('is what it counted', () => {
    assert.deepEqual(judge(0, counts(3, 0, 1)), counts(3, 0, 1));
    assert.deepEqual(judge(1, counts(3, 2)), counts(3, 2));
  });

  const failed = (title: string, lines: readonly string[] = []) => ({
    failures: [{ title, file: '', lines }],
  });

  it('is one failure when it left no result, which says that none of its tests counts', () => {
    const said = 'the suite ended (0) before it told what it tested: none of its tests counts';
    assert.deepEqual(judge(0, undefined), { ...counts(0, 1), ...failed(said) });
  });

  it('is one failure when it tested nothing, skipped tests aside', () => {
    const said = 'nothing was tested';
    assert.deepEqual(judge(0, counts(0, 0, 4)), { ...counts(0, 1, 4), ...failed(said) });
  });

  it('is one failure more when it crashed after counting only passes', () => {
    const said = 'the suite ended (SIGKILL) although no test had failed';
    assert.deepEqual(judge('SIGKILL', counts(3)), { ...counts(3, 1), ...failed(said) });
    const last = ['FATAL ERROR: heap out of memory'];
    const told = { ...counts(3, 1), ...failed(said, last) };
    assert.deepEqual(judge('SIGKILL', counts(3), last), told);
  });
});

describe('a window of the editor suite that leaves no counts', () => {
  const files = ['test/editor/a.entries.test.ts', 'test/editor/b.entries.test.ts'];
  const crash = new Error('VS Code ended (1) before the tests did.\n--- window\nlog: …');
  const lost = lostWindow('entries', files, crash);

  it('is a failure for each of its files, with what ended it', () => {
    assert.equal(lost.failed, 2);
    const lines = report([{ name: 'editor', counts: lost, seconds: 1 }], []);
    const what =
      'none of its tests counts, the window “entries” has not told of them: VS Code ended (1) before the tests did.';
    assert.deepEqual(
      lines.slice(0, 4),
      ['', 'Failed:'].concat(files.map((file) => `  editor · ${file} · ${what}`)),
    );
    assert.equal(lines.at(-1), '0 passed, 2 failed');
  });

  it('is run again file by file', () => {
    assert.deepEqual(failedOf([{ name: 'editor', counts: lost, seconds: 1 }]), [
      { suite: 'editor', files },
    ]);
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

  it('names again what failed and what was skipped, above the table', () => {
    const test = (title: string) => ({ title, file: 'test/journeys/a.test.ts' });
    const lines = report(
      [
        {
          ...outcome('journeys', 5, 1, 2),
          counts: { ...counts(5, 1, 1), failures: [test('a b')], skips: [test('a c')] },
        },
      ],
      [],
    );
    assert.deepEqual(lines.slice(0, 6), [
      '',
      'Skipped:',
      '  journeys · test/journeys/a.test.ts · a c',
      '',
      'Failed:',
      '  journeys · test/journeys/a.test.ts · a b',
    ]);
  });

  it('says below a failure why, and what was seen', () => {
    const lines = ['The row did not come.', 'picture: out/screenshots/a.png'];
    const failures = [{ title: 'a b', file: 'a.test.ts', lines }];
    const failed = { ...outcome('journeys', 5, 1, 2), counts: { ...counts(5, 1), failures } };
    assert.deepEqual(report([failed], []).slice(1, 6), [
      'Failed:',
      '  journeys · a.test.ts · a b',
      '      The row did not come.',
      '      picture: out/screenshots/a.png',
      '',
    ]);
  });

  it('does not call nothing a success', () => {
    assert.equal(report([], []).at(-1), '0 passed, 1 failed');
  });
});

describe('what npm test -- --failed runs', () => {
  const of = (name: string, failed: number, files: readonly string[]) => ({
    name,
    counts: { ...counts(1, failed), failures: files.map((file) => ({ title: 'x', file })) },
    seconds: 1,
  });

  it('is the files in which a test failed, each once', () => {
    assert.deepEqual(failedOf([of('unit', 0, []), of('journeys', 3, ['a', 'b', 'a'])]), [
      { suite: 'journeys', files: ['a', 'b'] },
    ]);
  });

  it('is the whole suite where a failure names no file', () => {
    assert.deepEqual(failedOf([of('editor', 2, ['', 'a']), of('env', 1, [])]), [
      { suite: 'editor', files: [] },
      { suite: 'env', files: [] },
    ]);
  });
});
