import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../support/build.ts';
import { blockIn, writeBlocks, type BlockFigure } from '../support/blockFigures.ts';
import { bundleTests } from '../support/bundleTests.ts';
import { runInEditor } from '../support/editorRun.ts';
import { lostWindow } from '../support/lostWindow.ts';
import { addCounts, type Counts, writeCounts } from '../support/results.ts';
import { root } from '../support/root.mjs';
import { makeHostile } from './support/hostileRepository.ts';

/*
 * Runs `test/editor/**\/*.test.ts` inside a real VS Code:
 *
 *   node test/editor/run.ts [--grep TEXT] [part of a file name …]
 *   node test/editor/run.ts --bundle    only prepares out/test, for a debugger
 *
 * Files named `*.virtual.test.ts` run in a second VS Code that shows a second folder, `memfs:/shop`, which they provide, and whose views
 * have no rows of others; those named `*.hostile.test.ts` in one whose folder means ill; `*.crowded.test.ts` in one of their own, which they fill and in which they measure;
 * `*.entries.test.ts` in one in which nothing was done before. The last two run in the newest VS Code only.
 * KEYRAIL_CODE_SERVER=4.105.1 takes the oldest VS Code that is supported, KEYRAIL_VSCODE=<path or version> a
 * desktop one.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' }, bundle: { type: 'boolean', default: false } },
});
const files = globSync('test/editor/**/*.test.ts', { cwd: root })
  .map((file) => file.replaceAll(path.sep, '/'))
  // By a part of its name, or by its whole path, as `npm test -- --failed` names it.
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
  .sort()
  .map((file) => path.join(root, file));
const kinds = ['plain', 'virtual', 'hostile', 'crowded', 'entries'] as const;
/** What says nothing else of another VS Code: what is offered is the same, and what is measured is told once. */
const isAlike = (kind: string) => kind === 'entries' || kind === 'crowded';
const kindOf = (file: string) => kinds.find((kind) => file.endsWith(`.${kind}.test.ts`)) ?? 'plain';

await build();
if (values.bundle) {
  await bundleTests(files, path.join(root, 'out', 'test'));
  process.exit(0);
}
const counts: Counts[] = [];
const blocks: BlockFigure[] = [];
for (const kind of kinds) {
  const some = files.filter((file) => kindOf(file) === kind);
  if (some.length === 0) continue;
  if (isAlike(kind) && process.env['KEYRAIL_CODE_SERVER'] && positionals.length === 0) continue;
  try {
    counts.push(
      await runInEditor({
        extension: root,
        files: some,
        prepare: kind === 'hostile' ? makeHostile : undefined,
        // VS Code's own git takes a third of the time of a start, and would run the programs that the
        // configuration of a trusted folder names.
        settings: { 'git.enabled': false },
        second: kind === 'virtual' ? { name: 'shop', uri: 'memfs:/shop' } : undefined,
        desktop: process.env['KEYRAIL_VSCODE'],
        codeServer: process.env['KEYRAIL_CODE_SERVER'],
        grep: values.grep,
        print: (line) => {
          console.log(line);
          blocks.push(...[blockIn(line)].filter((block) => block !== undefined));
        },
      }),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    const names = some.map((file) => path.relative(root, file).replaceAll(path.sep, '/'));
    counts.push(lostWindow(kind, names, error));
  }
}
if (blocks.length > 0) writeBlocks(blocks);
const all = addCounts(counts);
writeCounts(process.env['KEYRAIL_SUITE'] ?? 'editor', all);
console.log(`${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`);
// Exactly: VS Code's own helpers may keep a handle open after everything was disposed of.
process.exit(all.failed > 0 || all.passed === 0 ? 1 : 0);
