import { parseArgs } from 'node:util';
import { leave } from '../support/leave.ts';
import { firstLines } from '../support/failureLines.ts';
import { type NamedTest, writeCounts } from '../support/results.ts';
import { safeguards, type Safeguard, type Scenario } from './jobs.ts';
import type { Lane } from './lane.ts';
import { openBench } from './bench.ts';
import { programsAlone } from './faultTable.ts';
import { isAsPromised, measureOutage, type Outage } from './outage.ts';
import { isClear, renderOutages, sufferOutages, type OutageFigures } from './outages/outages.ts';
import {
  assertArrowsArePassed,
  cellOf,
  faultsAlone,
  faultsWithKills,
  killsAlone,
  killsAroundPrograms,
  killsInFlight,
  powerCuts,
  races,
  randomTrials,
  type Traces,
} from './plan.ts';
import { explain, isClean, render, summarise } from './table.ts';
import { runTrial, type Trial, type Verdict } from './trial.ts';

/**
 * Breaks the lifecycle at every boundary, again and again, and looks at what is left. Short by
 * default; `--long` crosses every fault with every arrow. `--without <safeguard>` must fail.
 */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    seed: { type: 'string' },
    without: { type: 'string' },
    only: { type: 'string' },
    lanes: { type: 'string', default: '16' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const without = readSafeguard(values.without);

let hasPassed: boolean;
const began = performance.now();
const { lanes, plane, folder, close } = await openBench(Number(values.lanes));

try {
  const traces = await dryRuns(lanes[0]!);
  assertArrowsArePassed(traces);
  const withPrograms = await programRuns(lanes[0]!);
  const trials = chosen(traces, withPrograms).map((trial) => ({ ...trial, without }));
  const first = await runAll(lanes, trials);
  // A kill that was not reached has tried nothing, unless something is wrong all the same: such a trial
  // is made once more, alone.
  const hasTriedNothing = (verdict: Verdict) => isMissedKill(verdict) && isFine(verdict);
  const again = first.filter(hasTriedNothing).map(({ trial }) => trial);
  const verdicts = [
    ...first.filter((verdict) => !hasTriedNothing(verdict)),
    ...(await runAll(lanes.slice(0, 1), again)),
  ];
  const rows = summarise(verdicts);
  const seconds = Math.round((performance.now() - began) / 1000);
  const wrong = verdicts.filter((verdict) => !isFine(verdict));
  const missed = verdicts.filter(isMissedKill);

  console.log(render(rows));
  for (const verdict of wrong.slice(0, 20)) console.log(`\n  ${explain(verdict)}`);
  for (const verdict of missed) console.log(`\n  The kill was not reached: ${explain(verdict)}`);
  const outages: Outage[] = [];
  for (const scenario of without ? [] : (['overlap', 'rotate'] as const)) {
    const outage = await measureOutage(lanes[0]!, scenario);
    outages.push(outage);
    console.log(
      `\nAn application that calls every 50 ms, its key replaced by ${scenario}: ` +
        `${outage.calls} calls, ${outage.callsWithNewKey} with the new key, ` +
        `${outage.failures} refused (${outage.failuresWithNewKey} with the new key)`,
    );
  }
  const away: OutageFigures[] = [];
  if (!without && (values.only ?? 'outages') === 'outages') {
    away.push(await sufferOutages(plane, folder, values.long ? 1000 : 100, seed));
    console.log(`\n${away.map(renderOutages).join('\n')}`);
  }
  const form = without ? `without ${without}` : values.long ? 'long' : 'short';
  console.log(`\n${verdicts.length} trials (${form} form) in ${seconds} s, seed ${seed}`);
  const passed =
    rows.filter(isClean).length + outages.filter(isAsPromised).length + away.filter(isClear).length;
  const asked = rows.length + outages.length + away.length;
  const failed = asked - passed + (missed.length > 0 ? 1 : 0);
  if (!without)
    writeCounts('faults', { passed, failed, skipped: 0, failures: told(wrong, missed) });
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
  hasPassed = failed === 0;
} finally {
  await close();
}
leave(hasPassed);

/** Every operation once, with nothing going wrong: where can it be killed? */
async function dryRuns(lane: Lane): Promise<Traces> {
  const traces: Partial<Record<Scenario, readonly string[]>> = {};
  for (const trial of faultsAlone()) {
    if (trial.fault.name !== 'nothing but the kill') continue;
    traces[trial.scenario] = (await runTrial(lane, trial)).trace;
  }
  // Every operation has that row.
  return traces as Traces;
}

/** The same with programs, of what delivers to them. */
async function programRuns(lane: Lane): Promise<Partial<Traces>> {
  const traces: Partial<Record<Scenario, readonly string[]>> = {};
  for (const trial of faultsAlone()) {
    if (trial.fault.name !== programsAlone) continue;
    traces[trial.scenario] = (await runTrial(lane, trial)).trace;
  }
  return traces;
}

function chosen(traces: Traces, withPrograms: Partial<Traces>): Trial[] {
  const short = [
    ...killsAlone(traces),
    ...killsInFlight(traces),
    ...killsAroundPrograms(withPrograms),
    ...faultsAlone(),
  ];
  const all = values.long
    ? [...short, ...faultsWithKills(), ...races(2), ...randomTrials(traces, seed, 320)]
    : [...short, ...powerCuts(), ...races(1), ...randomTrials(traces, seed, 30)];
  const only = values.only === undefined ? undefined : new RegExp(values.only);
  return all.filter(({ scenario, fault }) => only?.test(`${scenario} × ${fault.name}`) ?? true);
}

async function runAll(open: readonly Lane[], trials: readonly Trial[]): Promise<Verdict[]> {
  const queue = [...trials];
  const verdicts: Verdict[] = [];
  const work = async (lane: Lane) => {
    for (let trial = queue.shift(); trial; trial = queue.shift()) {
      verdicts.push(await runTrial(lane, trial).catch((error: unknown) => brokenOff(trial, error)));
    }
  };
  await Promise.all(open.map(work));
  return verdicts;
}

/** A trial that the harness itself could not finish is no trial that was passed. */
function brokenOff(trial: Trial, error: unknown): Verdict {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const none = { lost: [], orphans: [], dead: [], leaked: [] };
  return { ...none, unsettled: [why], trial, killed: true, trace: [], activations: 0 };
}

/** One for each row that is not clean, with the first trial that spoilt it; and one for the kills that were missed. */
function told(wrong: readonly Verdict[], missed: readonly Verdict[]): NamedTest[] {
  const rows = Map.groupBy(wrong, ({ trial }) => cellOf(trial));
  const named = (title: string, verdict: Verdict) => {
    return { title, file: '', lines: firstLines([explain(verdict)]) };
  };
  return [
    ...[...rows].map(([cell, [first]]) => named(cell, first!)),
    ...missed.slice(0, 1).map((verdict) => named('a kill that was not reached', verdict)),
  ];
}

function isFine(verdict: Verdict): boolean {
  return isClean(summarise([verdict])[0]!);
}

/** Where nothing else goes wrong, a kill that does not happen is a hole in the harness. */
function isMissedKill({ trial, killed }: Verdict): boolean {
  return (
    trial.kill !== null &&
    !killed &&
    !trial.laterKills &&
    (trial.fault.name === 'nothing but the kill' || trial.rivals !== undefined)
  );
}

function readSafeguard(name: string | undefined): Safeguard | null {
  if (name === undefined) return null;
  const found = safeguards.find((known) => known === name);
  if (!found) throw new Error(`There is no safeguard “${name}”: ${safeguards.join(', ')}.`);
  return found;
}
