import { spawnSync } from 'node:child_process';
import { leakContexts } from '../fixtures/leaks/corpus.ts';
import { judgeCases } from './judged.ts';
import { tools } from './tools.ts';

/** Prints what each language says of the fixtures after the fix. */
export function printTable(only: readonly string[]): boolean {
  let isRight = true;
  console.log(
    'tool       cases offered right wrong | defines-itself constant in-page out-of-reach | no program',
  );
  for (const tool of tools) {
    if (only.length > 0 && !only.includes(tool.name)) continue;
    const [program, ...flags] = tool.probe;
    if (spawnSync(program, flags).error) {
      console.log(`${tool.name.padEnd(10)} not installed`);
      continue;
    }
    const cases = leakContexts().filter(({ language }) => language === tool.language);
    const judged = judgeCases(tool, cases);
    const count = (...outcomes: readonly string[]) =>
      judged.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const cell = (number: number, width: number) => String(number).padStart(width);
    console.log(
      `${tool.name.padEnd(10)} ${cell(judged.length, 5)} ${cell(count('right', 'wrong'), 7)} ${cell(count('right'), 5)} ${cell(count('wrong'), 5)} | ` +
        `${cell(count('defines-itself'), 14)} ${cell(count('constant'), 8)} ${cell(count('in-page'), 7)} ${cell(count('out-of-reach'), 12)} | ${cell(count('no-program'), 10)}`,
    );
    for (const { name, outcome, said, after } of judged) {
      if (outcome !== 'wrong' && outcome !== 'no-program') continue;
      if (outcome === 'no-program' && tool.cannot?.includes(name) === true) continue;
      isRight = false;
      console.log(`  ${outcome}: ${name}\n${`${said}\n${after}`.replaceAll(/^/gm, '      ')}`);
    }
  }
  return isRight;
}
