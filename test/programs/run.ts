import { globSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { leave } from '../support/leave.ts';
import { readCounts, resultFile } from '../support/results.ts';

/*
 * `npm run test:programs [-- PART_OF_A_FILE_NAME …]`: the engine with the programs that people keep secrets in.
 */
const suite = (process.env['KEYRAIL_SUITE'] ??= 'programs');
const named = process.argv.slice(2);
const mocha = new Mocha({
  reporter: path.join(import.meta.dirname, '..', 'support', 'countReporter.cjs'),
  timeout: 60_000,
});
for (const file of globSync('**/*.test.ts', { cwd: import.meta.dirname }).sort()) {
  const isWanted =
    named.length === 0 || named.some((name) => path.join('test/programs', file).includes(name));
  if (isWanted) mocha.addFile(path.join(import.meta.dirname, file));
}
await mocha.loadFilesAsync();
await new Promise((resolve) => mocha.run(resolve));
const counts = readCounts(resultFile(suite));
if (!counts) throw new Error('The run left no result.');
const { passed, failed, skipped } = counts;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
leave(failed === 0 && passed > 0);
