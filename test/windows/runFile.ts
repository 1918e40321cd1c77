import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Counts } from '../support/results.ts';
import { root } from '../support/root.mjs';
import { artefacts, type Artefact } from './artefacts.ts';
import { readLines, type Line } from './readLines.ts';
import { inWine, type RunNode } from './wine.ts';

/** A file takes some seconds, the slowest a minute on a calm machine. */
const patienceMs = 600_000;

export const out = path.join(root, 'out', 'windows');

/** What a file of tests, or a suite, came to. */
export interface Ran extends Counts {
  readonly file: string;
  readonly lines: readonly Line[];
}

export const fileOf = ({ file }: Pick<Artefact, 'file'>) => `test/unit/${file}.test.ts`;

/** Where a file's tests are told. */
export const toldBy = (file: string) => path.join(out, `${file.replaceAll('/', '_')}.jsonl`);

/** What every Node under Wine is started with. */
export const ownEnv = (): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--require=${inWine(path.join(root, 'test', 'windows', 'keepAlive.cjs')).replaceAll('\\', '/')}`,
});

/** Runs the unit tests of a file in a process of their own; what an artefact forbids only with `all`. */
export async function runFile(runNode: RunNode, file: string, all: boolean): Promise<Ran> {
  const told = toldBy(file);
  const log = told.replace(/jsonl$/, 'log');
  rmSync(told, { force: true });
  const skipped = artefacts.filter((each) => fileOf(each) === file).map(({ title = '' }) => title);
  await runNode(
    [
      ...['node_modules/mocha/bin/mocha.js', '--no-config', '--exit', '--timeout=180000'],
      ...['--require=./test/windows/leaveOut.cjs', '--reporter=test/windows/reporter.cjs', file],
    ],
    {
      log,
      patienceMs,
      env: {
        ...ownEnv(),
        KEYRAIL_LINES: inWine(told),
        KEYRAIL_SKIPPED: JSON.stringify(all ? [] : skipped),
      },
    },
  );
  const lines = readLines(told, log);
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length;
  return {
    file,
    lines,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
}
