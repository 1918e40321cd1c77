import { fileURLToPath } from 'node:url';
import { startProgram } from '../support/program.ts';
import type { Run } from './run.ts';
import { safeguards } from './safeguards.ts';

/** A safeguard taken out: the part of the run that must miss it turns red, else it proves nothing. */
export async function safeguardsSection({ report, long }: Run): Promise<void> {
  const section = report.section('safeguards are missed when gone');
  const run = fileURLToPath(new URL('run.ts', import.meta.url));
  for (const { name, missedBy } of safeguards.filter(({ quick }) => long || quick)) {
    const without = await startProgram(process.execPath, [run, '--without', name], {
      env: process.env,
    });
    await without.ended;
    // Not by its exit code: a run that could not begin would be red as well.
    const failed = Number(/(\d+) failed, \d+ skipped\s*$/.exec(without.log())?.[1] ?? 0);
    if (failed > 0) section.pass();
    else section.fail(`without ${name}, “${missedBy}” is not red: ${without.log().slice(-300)}`);
    section.note(`without ${name}: ${failed} red`);
  }
}
