import path from 'node:path';
import { addCounts, writeCounts, type Counts } from '../support/results.ts';
import { artefacts } from './artefacts.ts';
import { envSuite } from './runEnv.ts';
import { fileOf, type Ran } from './runFile.ts';

const row = (name: string, { passed, failed, skipped }: Counts): string =>
  name.padEnd(46) + [passed, failed, skipped].map((each) => String(each).padStart(8)).join('');

/** Prints each failure, a row for each folder, and why what was skipped was; says whether all passed. */
export function report(ran: readonly Ran[]): boolean {
  for (const { file, lines } of ran) {
    for (const { kind, title, said = '' } of lines)
      if (kind === 'failed') console.log(`✗ ${file}: ${title}\n${said}\n`);
  }
  const heads = ['passed', 'failed', 'skipped'].map((each) => each.padStart(8)).join('');
  console.log(`\n${'under Node for Windows'.padEnd(46)}${heads}`);
  const folders = Map.groupBy(ran, ({ file }) => (file === envSuite ? file : path.dirname(file)));
  for (const [folder, inIt] of folders) console.log(row(folder, addCounts(inIt)));
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
  const ofEnv = ran.find(({ file }) => file === envSuite)?.skipped ?? 0;
  if (ofEnv > 0) console.log(`skipped ${String(ofEnv).padStart(4)}: .env, by its own table above`);
  // An entry may outlive its test.
  const idle = artefacts.filter(({ file, title = '' }) => {
    const its = ran.find((each) => each.file === fileOf({ file }));
    return its && !its.lines.some((line) => line.title.startsWith(title) && line.title !== '');
  });
  for (const { file, title } of idle) console.log(`✗ no test of ${file} begins with “${title}”`);
  const { passed, failed, skipped } = addCounts(ran);
  const counts = { passed, failed: failed + idle.length, skipped };
  writeCounts('windows', counts);
  console.log(`\n${passed} passed, ${counts.failed} failed, ${skipped} skipped`);
  return counts.failed === 0 && passed > 0;
}
