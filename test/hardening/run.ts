import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startProgram } from '../support/program.ts';
import { createReport, type Report } from '../support/sectionReport.ts';
import { safeguardNamed } from './safeguards.ts';
import { leave } from '../support/leave.ts';

/*
 * Attacks what the extension is made of, and loads it; one table at the end.
 *
 *   node test/hardening/run.ts                  every attack; one needs an editor (part of npm test)
 *   node test/hardening/run.ts --long           with the figures that take their time, every safeguard
 *                                               taken out once (else three of them), and the soak
 *   node test/hardening/run.ts --only slow      parts whose name holds this
 *   node test/hardening/run.ts --without NAME   without one safeguard: must be red
 *   node test/hardening/run.ts --soak [MINUTES] the soak alone, 30 minutes unless told otherwise
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    without: { type: 'string' },
    soak: { type: 'boolean', default: false },
  },
});
const soakMinutes = Number(positionals[0] ?? 30);

/** What a part needs to know of the run. */
export interface Run {
  readonly report: Report;
  readonly seed: number;
  readonly long: boolean;
}

type Part = readonly [name: string, run: (run: Run) => Promise<void>];

/** In the order in which they run; `--only` knows them by these names. */
const parts: readonly Part[] = [
  ['replies', async (run) => (await import('./answers/repliesSection.ts')).repliesSection(run)],
  ['bombs', async (run) => (await import('./answers/bombsSection.ts')).bombsSection(run)],
  ['text', async (run) => (await import('./text/shownSection.ts')).shownSection(run)],
  ['messages', async (run) => (await import('./pages/messagesSection.ts')).messagesSection(run)],
  [
    'folders',
    async (run) => (await import('./folders/hostileFolderSection.ts')).hostileFolderSection(run),
  ],
  [
    'layouts',
    async (run) => (await import('./folders/gitLayoutsSection.ts')).gitLayoutsSection(run),
  ],
  ['commands', async (run) => (await import('./commands/commandsSection.ts')).commandsSection(run)],
  ['callers', async (run) => (await import('./plane/callersSection.ts')).callersSection(run)],
  ['slow', async (run) => (await import('./plane/slowSection.ts')).slowSection(run)],
  ['rebinding', async (run) => (await import('./plane/rebindingSection.ts')).rebindingSection(run)],
  ['kills', async (run) => (await import('./plane/killsSection.ts')).killsSection(run)],
  ['upgrades', async (run) => (await import('./plane/upgradesSection.ts')).upgradesSection(run)],
  ['rivals', async (run) => (await import('./plane/rivalsSection.ts')).rivalsSection(run)],
  ['disk', async (run) => (await import('./plane/diskSection.ts')).diskSection(run)],
  ['load', async (run) => (await import('./load/loadSection.ts')).loadSection(run)],
  ['host', async (run) => (await import('./load/hostSection.ts')).hostSection(run)],
  ['canary', async (run) => (await import('./canary/canarySection.ts')).canarySection(run)],
  ['safeguards', async (run) => (await import('./safeguardsSection.ts')).safeguardsSection(run)],
];

/** Only in the long form, or when they are asked for. */
const longParts: readonly Part[] = [
  [
    'soak',
    async (run) =>
      (await import('./load/soakSection.ts')).soakSection({ ...run, minutes: soakMinutes }),
  ],
];

if (options.without !== undefined && process.env['KEYRAIL_WITHOUT'] === undefined) {
  leave((await withoutOne(options.without)) === 0);
} else {
  leave(await all());
}

async function all(): Promise<boolean> {
  const began = performance.now();
  // The ordinary form says the same of the same commit; the long one looks where nobody looked.
  const seed = Number(options.seed ?? (options.long ? Date.now() % 1_000_000_000 : 20_261_125));
  console.log(`Hardening: seed ${seed} (again with --seed ${seed})`);
  const report = createReport();
  for (const [name, part] of chosen()) {
    const started = performance.now();
    await part({ report, seed, long: options.long });
    console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  console.log(`All: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return report.finish(options.without ? `hardening-without` : 'hardening');
}

function chosen(): readonly Part[] {
  const named = ([name]: Part) => name.includes(options.only);
  if (options.soak) return longParts.filter(([name]) => name === 'soak');
  if (options.long) return [...parts, ...longParts].filter(named);
  return [...parts, ...(options.only === '' ? [] : longParts)].filter(named);
}

/** The same run in a process from which one safeguard was taken. */
async function withoutOne(name: string): Promise<number> {
  const { missedBy } = safeguardNamed(name);
  const hook = new URL('takeOut.ts', import.meta.url).href;
  const args = [fileURLToPath(import.meta.url), '--without', name, '--only', missedBy];
  const run = await startProgram(process.execPath, args, {
    env: { ...process.env, KEYRAIL_WITHOUT: name, NODE_OPTIONS: `--import ${hook}` },
    onLine: (line) => {
      console.log(line);
    },
  });
  return (await run.ended) === 0 ? 0 : 1;
}
