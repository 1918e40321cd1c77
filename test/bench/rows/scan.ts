import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readEnvFile } from '../../../src/dotenv/envFile.ts';
import { createTimeSlice } from '../../../src/files/timeSlice.ts';
import { ownLines, ownPrefixes } from '../../../src/editor/env/ownLines.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { budgets } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave, timed } from '../samples.ts';

const folders = 1000;
const filesEach = 20;
const rounds = 9;
const prefixes = ownPrefixes(['grk_live_lxk2j3h4dea', 'krl_local_lxk2j3h4de']);

/**
 * Row 14: looking for our values in the candidates (one `.env` in each folder) among 20,000 files, one
 * after the other as the scanner does, against reading those files alone. Finding the candidates is
 * VS Code's search, in a process of its own; `test/editor/placementCost.test.ts` prints both together.
 */
export async function scanRow(): Promise<Result[]> {
  const place = await temporaryFolder('bench-scan');
  try {
    const candidates = await fill(place.path);
    const blocks: number[] = [];
    const { subject, baseline } = await interleave(
      {
        subject: async () => {
          const delay = monitorEventLoopDelay({ resolution: 5 });
          delay.enable();
          const took = await timed(async () => {
            const turns = createTimeSlice();
            for (const file of candidates) {
              const state = await readEnvFile({ folder: place.path, file });
              if (state.kind !== 'file') throw new Error(`A candidate was ${state.code}.`);
              await ownLines(state.bytes, prefixes, undefined, turns);
              if (turns.isDue()) await turns.rest();
            }
          });
          delay.disable();
          blocks.push(delay.max / 1e6);
          return took;
        },
        baseline: () =>
          timed(async () => {
            for (const file of candidates) await readFile(file);
          }),
      },
      { rounds, warmUp: 2 },
    );
    return [
      resultOf({
        row: 14,
        what: `${candidates.length} .env among ${folders * filesEach} files looked into`,
        unit: 'ms',
        budget: budgets.scan,
        subject,
        baseline: { what: 'the same files read alone', samples: baseline },
      }),
      resultOf({
        row: 14,
        what: 'longest block of the event loop meanwhile',
        unit: 'ms',
        budget: budgets.longestBlockMs,
        subject: blocks,
      }),
    ];
  } finally {
    place.dispose();
  }
}

async function fill(root: string): Promise<readonly string[]> {
  const candidates: string[] = [];
  for (let at = 0; at < folders; at++) {
    const folder = path.join(root, String(at % 20), String(at));
    await mkdir(folder, { recursive: true });
    for (let file = 1; file < filesEach; file++) {
      await writeFile(path.join(folder, `file${file}.ts`), `export const n = ${file};\n`);
    }
    const env = path.join(folder, '.env');
    const lines = Array.from({ length: 30 }, (_, line) => `NAME_${line}=value-${line}`);
    await writeFile(env, `# part ${at}\n${lines.join('\n')}\n`);
    candidates.push(env);
  }
  return candidates;
}
