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
 */
export function judge(exit: number | string, counted: Counts | undefined): Counts {
  if (!counted) return { passed: 0, failed: 1, skipped: 0 };
  const empty = counted.passed + counted.failed === 0;
  const crashed = exit !== 0 && counted.failed === 0;
  return empty || crashed ? { ...counted, failed: counted.failed + 1 } : counted;
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
      (counts[of] ?? []).map(({ title, file }) => `  ${name} · ${file} · ${title}`),
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
