import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readCounts, resultFile } from '../support/results.ts';
import { envArtefacts } from './artefacts.ts';
import { out, ownEnv, type Ran } from './runFile.ts';
import type { RunNode } from './wine.ts';

export const envSuite = 'test/env';

/** Its parts are many thousand edits, and some of them processes. */
const patienceMs = 1_800_000;

/**
 * The suite of `.env` files, a tenth of what is made at random. Its own table is shown, where each skip stands with its
 * reason. What ends before its last line has failed once.
 */
export async function runEnv(runNode: RunNode): Promise<Ran> {
  const log = path.join(out, 'env.log');
  const result = resultFile('env-windows');
  rmSync(result, { force: true });
  const without = envArtefacts.map((each) => `--without=${each}`);
  await runNode(['test/env/run.ts', '--short', '--counts=env-windows', ...without], {
    log,
    patienceMs,
    env: ownEnv(),
  });
  console.log(readFileSync(log, 'utf8').trim());
  const counts = readCounts(result) ?? { passed: 0, failed: 1, skipped: 0 };
  return { file: envSuite, lines: [], ...counts };
}
