import { fileURLToPath } from 'node:url';
import { startProgram } from '../support/program.ts';
import type { Run } from './run.ts';
import { safeguards } from './safeguards.ts';

/** Every safeguard taken out once: the part of the run that must miss it turns red, else it proves nothing. */
export async function safeguardsSection({ report }: Run): Promise<void> {
  const section = report.section('every safeguard is missed when it is gone');
  const run = fileURLToPath(new URL('run.ts', import.meta.url));
  for (const { name, missedBy } of safeguards) {
    const without = await startProgram(process.execPath, [run, '--without', name], {
      env: process.env,
    });
    await without.ended;
    // Not by its exit code: a run that could not begin would be red as well.
    const failed = Number(/(\d+) failed, \d+ skipped\s*$/.exec(without.log())?.[1] ?? 0);
    if (failed > 0) section.pass();
    else section.fail(`without ${name}, “${missedBy}” is not red: ${without.log().slice(-300)}`);
    section.note(`${name}: ${failed} red`);
  }
}
