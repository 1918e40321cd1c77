import { runStrangers } from './strangers.ts';
import { printTable } from './table.ts';

/*
 * `npm run test:leaks [-- TOOL …]`: what each language's own tool says of the fixtures after the fix.
 * `npm run test:leaks -- --strangers [SEED]`: values planted in packages of others, which npm fetches.
 */
const [first, second] = process.argv.slice(2);
const isRight =
  first === '--strangers' ? runStrangers(Number(second ?? 1)) : printTable(process.argv.slice(2));
if (!isRight) process.exitCode = 1;
