import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { root } from '../support/root.mjs';
import { sh } from '../support/sh.mjs';
import { printGrowth } from './growth.ts';
import { keepBuilt } from './session/extensions.ts';
import { benchRows } from './rows.ts';
import type { Result, Unmeasured } from './result.ts';
import { tableOf } from './table.ts';

/*
 * Measures the budgets and prints them as one table:
 *
 *   npm run bench [-- [--all] [--growth] [--json FILE] [number of a row …]]
 *
 * Each row is a ratio to a baseline of the same run, measured in turns with it. Rows that take
 * minutes are left out unless `--all` is given or they are named; `--growth` prints curves instead. Times are for reading: nothing
 * here fails, and no test asserts them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const numbers = positionals.map(Number);
const chosen = benchRows.filter(({ rows, long }) =>
  numbers.length === 0 ? values.all || !long : rows.some((row) => numbers.includes(row)),
);

if (values.growth) {
  await printGrowth(console.log);
  process.exit(0);
}
await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
keepBuilt();
const started = new Date();
const results: (Result | Unmeasured)[] = [];
for (const { rows, what, measure } of chosen) {
  console.log(`Measuring row ${rows.join(', ')}: ${what}`);
  try {
    const measured = await measure(console.log);
    results.push(...measured);
    // A long run that is ended early has still said something.
    console.log(`${tableOf(measured)}\n`);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    console.error(because);
    results.push({ row: rows[0], what, because: because.split('\n')[0]! });
  }
}
console.log(tableOf(results));
const load = os.loadavg().map((average) => average.toFixed(1));
console.log(`\nLoad of the machine (${os.availableParallelism()} cores): ${load.join(', ')}`);
if (values.json !== undefined) {
  const report = { started, node: process.version, cpu: os.cpus()[0]?.model, results };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
// Exactly: VS Code's own helpers may keep a handle open after everything was disposed of.
process.exit(0);
