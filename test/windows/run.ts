import { globSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { leave } from '../support/leave.ts';
import { writeCounts } from '../support/results.ts';
import { root } from '../support/root.mjs';
import { artefacts, type Artefact } from './artefacts.ts';
import { readLines, type Line } from './readLines.ts';
import { inWine, prepareWine, type RunNode } from './wine.ts';

/*
 * `npm run test:windows [-- --all] [part of a file name …]`: the unit tests under Node for Windows, in Wine; with
 * `--all` those, too, that an artefact of Wine forbids. Each file has a process of its own.
 */
const { values: options, positionals: parts } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false } },
});

/** A file takes two seconds, the slowest a minute on a calm machine. */
const patienceMs = 600_000;
/** Beside each other; Wine's server is one for all. */
const lanes = 2;

const out = path.join(root, 'out', 'windows');

const fileOf = ({ file }: Pick<Artefact, 'file'>) => `test/unit/${file}.test.ts`;

interface Ran {
  readonly file: string;
  readonly lines: readonly Line[];
}

async function runFile(runNode: RunNode, file: string): Promise<Ran> {
  const name = path.join(out, file.replaceAll('/', '_'));
  const [told, log] = [`${name}.jsonl`, `${name}.log`];
  rmSync(told, { force: true });
  const skipped = options.all
    ? []
    : artefacts.filter((each) => fileOf(each) === file).map(({ title = '' }) => title);
  await runNode(
    [
      ...['node_modules/mocha/bin/mocha.js', '--no-config', '--exit', '--timeout=180000'],
      ...['--require=./test/windows/leaveOut.cjs', '--reporter=test/windows/reporter.cjs', file],
    ],
    {
      log,
      patienceMs,
      env: {
        NODE_OPTIONS: `--require=${inWine(path.join(root, 'test', 'windows', 'keepAlive.cjs')).replaceAll('\\', '/')}`,
        KEYRAIL_LINES: inWine(told),
        KEYRAIL_SKIPPED: JSON.stringify(skipped),
      },
    },
  );
  return { file, lines: readLines(told, log) };
}

const count = (lines: readonly Line[], kind: Line['kind']): number =>
  lines.filter((line) => line.kind === kind).length;

const row = (name: string, lines: readonly Line[]): string =>
  [
    name.padEnd(46),
    ...(['passed', 'failed', 'skipped'] as const).map((kind) =>
      String(count(lines, kind)).padStart(8),
    ),
  ].join('');

function report(ran: readonly Ran[]): boolean {
  for (const { file, lines } of ran) {
    for (const { kind, title, said = '' } of lines)
      if (kind === 'failed') console.log(`✗ ${file}: ${title}\n${said}\n`);
  }
  console.log(
    `${'under Node for Windows'.padEnd(46)}${['passed', 'failed', 'skipped'].map((each) => each.padStart(8)).join('')}`,
  );
  const folders = Map.groupBy(ran, ({ file }) => path.dirname(file));
  for (const [folder, inIt] of folders)
    console.log(
      row(
        folder,
        inIt.flatMap(({ lines }) => lines),
      ),
    );
  const reasons = Map.groupBy(artefacts, ({ why }) => why);
  for (const [why, all] of reasons) {
    const of = ran.flatMap(({ file, lines }) =>
      lines.filter(
        ({ kind, title }) =>
          kind === 'skipped' &&
          all.some((each) => fileOf(each) === file && title.startsWith(each.title ?? '')),
      ),
    );
    if (of.length > 0) console.log(`skipped ${String(of.length).padStart(4)}: ${why}`);
  }
  const all = ran.flatMap(({ lines }) => lines);
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((kind) =>
    count(all, kind),
  ) as [number, number, number];
  // An entry may outlive its test.
  const idle = artefacts.filter(
    ({ file, title = '' }) =>
      ran.some((each) => each.file === fileOf({ file })) &&
      !ran.some(
        (each) =>
          each.file === fileOf({ file }) &&
          each.lines.some((line) => line.title.startsWith(title) && line.title !== ''),
      ),
  );
  for (const { file, title } of idle) console.log(`✗ no test of ${file} begins with “${title}”`);
  writeCounts('windows', { passed, failed: failed + idle.length, skipped });
  console.log(`\n${passed} passed, ${failed + idle.length} failed, ${skipped} skipped`);
  return failed + idle.length === 0 && passed > 0;
}

mkdirSync(out, { recursive: true });
const runNode = await prepareWine();
const files = globSync('test/unit/**/*.test.ts', { cwd: root })
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
  .sort();
const waiting = [...files];
const ran: Ran[] = [];
const lane = async () => {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    ran.push(await runFile(runNode, file));
  }
};
await Promise.all(Array.from({ length: lanes }, lane));
ran.sort((one, other) => files.indexOf(one.file) - files.indexOf(other.file));
leave(report(ran));
