import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { build, builtAlready } from './build.ts';
import { lastLines } from './failureLines.ts';
import { startProgram } from './program.ts';
import { judge, type Outcome, report } from './report.ts';
import { type Counts, readCounts, resultFile } from './results.ts';
import { root } from './root.mjs';
import { readFailed, rememberFailed } from './lastFailed.ts';
import { type Suite, suitesToRun } from './suites.ts';

/** A suite that takes longer hangs. Journeys take 14 minutes, and 33 were seen on a slow machine. */
const patienceMs = 60 * 60_000;

const outcomes: Outcome[] = [];
try {
  rmSync(path.join(root, 'out', 'results'), { recursive: true, force: true });
  const named = process.argv.slice(2);
  const again = named.includes('--failed') ? readFailed() : undefined;
  if (again?.length === 0) {
    console.log('Nothing failed last.');
    process.exit(0);
  }
  const suites = suitesToRun(root, again ? again.map(({ suite }) => suite) : named);
  const began = Date.now();
  await build();
  const heading = (suite: Suite, what: string) => {
    const minutes = Math.round((Date.now() - began) / 60_000);
    const at = suites.indexOf(suite) + 1;
    console.log(`\n━━ ${suite.name} ${what}(${at} of ${suites.length}, after ${minutes} min)`);
  };
  const run = async (suite: Suite, print: (line: string) => void) => {
    const started = Date.now();
    const files = again?.find((each) => each.suite === suite.name)?.files;
    const counts = await runSuite(suite, print, files);
    outcomes.push({ name: suite.name, counts, seconds: (Date.now() - started) / 1000 });
  };
  const shared = suites.filter(({ alone }) => !alone);
  // One for each core, as faults alone keep more than one and a half busy; with four, the longest suite is as long as all.
  const lanes = shared.length > 1 ? Math.min(4, availableParallelism()) : 0;
  const waiting = lanes > 0 ? [...shared] : [];
  /** One after the other; what each says comes in one piece, when it has ended. */
  const lane = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift()) {
      const said: string[] = [];
      heading(suite, 'has begun ');
      await run(suite, (line) => said.push(line));
      heading(suite, 'has ended ');
      console.log(said.join('\n'));
    }
  };
  for (const suite of lanes > 0 ? suites.filter(({ alone }) => alone) : suites) {
    heading(suite, '');
    await run(suite, (line) => {
      console.log(line);
    });
  }
  await Promise.all(Array.from({ length: lanes }, lane));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  const why = { title: error instanceof Error ? error.message : String(error), file: '' };
  const counts = { passed: 0, failed: 1, skipped: 0, failures: [why] };
  outcomes.push({ name: 'npm test', counts, seconds: 0 });
}
rememberFailed(outcomes);
const preparation = Number(process.env['KEYRAIL_PROVISION_MS'] ?? 0) / 1000;
const nothing = { passed: 0, failed: 0, skipped: 0 };
const order = suitesToRun(root, []).map(({ name }) => name);
outcomes.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
const lines = report(outcomes, [{ name: 'preparation', counts: nothing, seconds: preparation }]);
for (const line of lines) console.log(line);
process.exitCode = / 0 failed$/.test(lines.at(-1) ?? '') ? 0 : 1;

async function runSuite(
  suite: Suite,
  print: (line: string) => void,
  files: readonly string[] = [],
): Promise<Counts> {
  rmSync(resultFile(suite.name), { force: true });
  const run = await startProgram('npm', ['run', '--silent', suite.script, '--', ...files], {
    cwd: root,
    env: { ...process.env, ...builtAlready, ...suite.env, KEYRAIL_SUITE: suite.name },
    onLine: print,
  });
  const timer = setTimeout(() => {
    console.error(`${suite.name} did not end within ${patienceMs / 60_000} minutes.`);
    void run.dispose();
  }, patienceMs);
  const exit = await run.ended;
  clearTimeout(timer);
  // Nothing that a suite started may outlive it.
  await run.dispose();
  const last = () => lastLines(run.log().split('\n'));
  if (suite.counts) {
    const counted = readCounts(resultFile(suite.name));
    return judge(exit, counted, last());
  }
  const failures =
    exit === 0 ? [] : [{ title: `the suite ended (${exit})`, file: '', lines: last() }];
  return { passed: 1 - failures.length, failed: failures.length, skipped: 0, failures };
}
