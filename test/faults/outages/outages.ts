import { availableParallelism } from 'node:os';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded } from '../../support/random.ts';
import type { PlaneProcess } from '../plane.ts';
import { bundleWorker } from '../workers.ts';
import { openOutageLane, type OutageLane, type OutageRun } from './outageRun.ts';
import { startWindowProcess } from './windowProcess.ts';

/** What so many outages came to. */
export interface OutageFigures {
  readonly runs: readonly OutageRun[];
  readonly seconds: number;
}

const hourMs = 3_600_000;
/** How far the clocks of the machines are ahead of the server's. */
const clocks = [-2 * hourMs, -0.25 * hourMs, 0, 0.25 * hourMs, 2 * hourMs];
const lanesOfEach = 2 * availableParallelism();

/** Outages of a real server, of windows in processes of machines whose clocks differ from its. */
export async function sufferOutages(
  plane: PlaneProcess,
  folder: string,
  count: number,
  seed: number,
): Promise<OutageFigures> {
  const began = performance.now();
  const bundle = await bundleWorker(folder, 'outages/window');
  const closing: (() => Promise<void>)[] = [];
  try {
    const lanes: OutageLane[] = [];
    for (const aheadMs of clocks) {
      const start = () => {
        const process = startWindowProcess(bundle, aheadMs);
        closing.push(() => process.close());
        return process;
      };
      const machine = [start(), start()] as const;
      for (let n = 0; n < lanesOfEach; n++) {
        const dir = join(folder, `outages${aheadMs}-${n}`);
        await mkdir(join(dir, 'vault'), { recursive: true });
        const lane = await openOutageLane({ plane, machine, aheadMs, dir });
        closing.push(() => lane.close());
        lanes.push(lane);
      }
    }
    const runs: OutageRun[] = [];
    // Each lane has its own runs, so that the same seed makes the same ones.
    await Promise.all(
      lanes.map(async (lane, first) => {
        for (let run = first; run < count; run += lanes.length) {
          runs.push(await lane.run(seeded(seed + run)));
        }
      }),
    );
    return { runs, seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

/** Whether each was settled in time, and nothing before its own. */
export const isClear = ({ runs }: OutageFigures) => runs.every(({ broken }) => broken.length === 0);

/** The figures in a few lines, with what was broken. */
export function renderOutages({ runs, seconds }: OutageFigures): string {
  const sum = (of: (run: OutageRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const most = (of: (run: OutageRun) => number) => Math.max(...runs.map(of));
  const inS = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const sorted = runs.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const lines = [
    `${runs.length} outages (${inS(most(({ outageMs }) => outageMs))} at the longest) in ${seconds} s: ` +
      `${sum(({ operations }) => operations)} operations, ${sum(({ windows }) => windows)} windows, ` +
      `${sum(({ refreshes }) => refreshes)} refreshes at random`,
    `settled after the answer: median ${inS(sorted[sorted.length >> 1] ?? 0)}, at most ${inS(sorted.at(-1) ?? 0)}; ` +
      `the server’s clock was mistaken by at most ${inS(most(({ wrongMs }) => wrongMs))}`,
    ...clocks.map((aheadMs) => {
      const those = runs.filter((run) => run.aheadMs === aheadMs);
      const latest = Math.max(...those.map(({ tookMs }) => tookMs));
      return `  clock ${String(aheadMs / 60_000).padStart(4)} min ahead: ${those.length} runs, at most ${inS(latest)}`;
    }),
  ];
  const broken = runs.filter((run) => run.broken.length > 0);
  return [...lines, ...broken.slice(0, 10).map((run) => `  broken: ${JSON.stringify(run)}`)].join(
    '\n',
  );
}
