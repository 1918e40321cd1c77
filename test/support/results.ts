import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** A test by its whole title, and its file from the root of the project; `''` where that is not known. */
export interface NamedTest {
  readonly title: string;
  readonly file: string;
  /** Why it failed, and what was seen then: told again at the end. */
  readonly lines?: readonly string[];
}

/** What a suite's runner leaves in `out/results/<suite>.json`. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Which they were, where the runner names its tests. */
  readonly failures?: readonly NamedTest[];
  readonly skips?: readonly NamedTest[];
}

export const resultFile = (suite: string) => path.join(root, 'out', 'results', `${suite}.json`);

export function writeCounts(suite: string, counts: Counts): void {
  const file = resultFile(suite);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}

/** The counts in `file`; `undefined` when it is missing or holds no three whole numbers. */
export function readCounts(file: string): Counts | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing || error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isCounts(parsed) ? parsed : undefined;
}

export const addCounts = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.reduce((sum, { failed }) => sum + failed, 0),
  skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  failures: all.flatMap(({ failures = [] }) => failures),
  skips: all.flatMap(({ skips = [] }) => skips),
});

function isCounts(value: unknown): value is Counts {
  if (value === null || typeof value !== 'object') return false;
  return ['passed', 'failed', 'skipped'].every((name) =>
    Number.isInteger(Reflect.get(value, name)),
  );
}
