import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { leave } from '../support/leave.ts';
import { root } from '../support/root.mjs';
import { report } from './report.ts';
import { envSuite, runEnv } from './runEnv.ts';
import { out, runFile, toldBy, type Ran } from './runFile.ts';
import { prepareWine } from './wine.ts';

/*
 * `npm run test:windows [-- --all] [part of a file name …]`: the unit tests and the suite of `.env` files under Node for
 * Windows, in Wine; with `--all` those unit tests, too, that an artefact of Wine forbids. Each file has a process of its
 * own, one after the other. What failed the last time, or was not run, begins.
 */
const { values: options, positionals: parts } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false } },
});

const isNamed = (file: string) => parts.length === 0 || parts.some((part) => file.includes(part));

function passedLast(file: string): boolean {
  const told = toldBy(file);
  if (!existsSync(told)) return false;
  const lines = readFileSync(told, 'utf8');
  return lines.includes('"kind":"ended"') && !lines.includes('"kind":"failed"');
}

mkdirSync(out, { recursive: true });
const runNode = await prepareWine();
const files = globSync('test/unit/**/*.test.ts', { cwd: root }).filter(isNamed).sort();
const { later = [], first = [] } = Object.groupBy(files, (file) =>
  passedLast(file) ? 'later' : 'first',
);
const ran: Ran[] = [];
if (isNamed(envSuite)) ran.push(await runEnv(runNode));
for (const file of [...first, ...later]) ran.push(await runFile(runNode, file, options.all));
ran.sort((one, other) => files.indexOf(one.file) - files.indexOf(other.file));
leave(report(ran));
