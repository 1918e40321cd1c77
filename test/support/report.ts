import { addCounts, type Counts } from './results.ts';

/** What became of one suite, or of another step that took time. */
export interface Outcome {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

/**
 * What one suite counts for: what it counted itself, except that a suite that crashed or tested
 * nothing has failed, whatever it wrote.
 *
 * @param last What it said last, to be told with a failure that no test knows of
 */
export function judge(
  exit: number | string,
  counted: Counts | undefined,
  last: readonly string[] = [],
): Counts {
  const alsoFailed = (counts: Counts, title: string): Counts => {
    const failures = [...(counts.failures ?? []), { title, file: '', lines: last }];
    return { ...counts, failed: counts.failed + 1, failures };
  };
  const ended = `the suite ended (${exit})`;
  if (!counted) {
    const why = `${ended} before it told what it tested: none of its tests counts`;
    return alsoFailed({ passed: 0, failed: 0, skipped: 0 }, why);
  }
  if (counted.passed + counted.failed === 0) return alsoFailed(counted, 'nothing was tested');
  if (exit === 0 || counted.failed > 0) return counted;
  return alsoFailed(counted, `${ended} although no test had failed`);
}

/** The lines at the end of `npm test`; the last is for machines. */
export function report(outcomes: readonly Outcome[], steps: readonly Outcome[]): string[] {
  const all = addCounts(outcomes.map(({ counts }) => counts));
  const failed = outcomes.length === 0 ? 1 : all.failed;
  const row = (cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart(9))).join('');
  const seconds = (value: number) => value.toFixed(1);
  const named = (what: string, of: 'failures' | 'skips') => {
    const tests = outcomes.flatMap(({ name, counts }) =>
      (counts[of] ?? []).flatMap(({ title, file, lines = [] }) => [
        `  ${[name, file, title].filter(Boolean).join(' · ')}`,
        ...lines.map((line) => `      ${line}`),
      ]),
    );
    return tests.length === 0 ? [] : ['', what, ...tests];
  };
  return [
    ...named('Skipped:', 'skips'),
    ...named('Failed:', 'failures'),
    '',
    row(['suite', 'passed', 'failed', 'skipped', 'seconds']),
    ...outcomes.map(({ name, counts, seconds: took }) =>
      row([
        name,
        String(counts.passed),
        String(counts.failed),
        String(counts.skipped),
        seconds(took),
      ]),
    ),
    '',
    `Longest: ${[...outcomes, ...steps]
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, 3)
      .map(({ name, seconds: took }) => `${name} ${seconds(took)} s`)
      .join(', ')}`,
    `${all.passed} passed, ${failed} failed`,
  ];
}
