import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from './report.ts';
import { root } from './root.mjs';

/** A suite that failed last, and its files in which a test did; none: the whole suite. */
export interface FailedSuite {
  readonly suite: string;
  readonly files: readonly string[];
}

const file = path.join(root, 'out', 'failed.json');

/** Keeps what `npm test -- --failed` runs again; what was not run this time is not known any more. */
export function rememberFailed(outcomes: readonly Outcome[]): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(failedOf(outcomes)));
}

/** The suites that failed, with their files where every failure names one. */
export function failedOf(outcomes: readonly Outcome[]): readonly FailedSuite[] {
  return outcomes
    .filter(({ counts }) => counts.failed > 0)
    .map(({ name, counts: { failures = [] } }) => {
      const files = [...new Set(failures.map((each) => each.file))];
      return { suite: name, files: files.includes('') ? [] : files };
    });
}

export function readFailed(): readonly FailedSuite[] {
  if (!existsSync(file)) return [];
  // `as`: written above.
  return JSON.parse(readFileSync(file, 'utf8')) as readonly FailedSuite[];
}
