import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../support/build.ts';
import { runInEditor } from '../../support/editorRun.ts';
import { root } from '../../support/root.mjs';
import type { Run } from '../run.ts';
import { figuresFile, seedFile, type CallFigures } from './figures.ts';

const results = path.join(root, 'out', 'results');

/**
 * Whatever a launch, a task or another extension passes to a command of Keyrail in a real VS Code: a
 * person who answers nothing finds everything as it was.
 */
export async function commandsSection({ report, seed }: Run): Promise<void> {
  const section = report.section('commands: arguments of programs');
  const file = figuresFile(results);
  mkdirSync(results, { recursive: true });
  rmSync(file, { force: true });
  await build();
  const { passed, failures } = await runInEditor({
    extension: root,
    files: [fileURLToPath(new URL('programs/fuzzedCommands.ts', import.meta.url))],
    prepare: (folder) => {
      writeFileSync(seedFile(folder), String(seed));
    },
    settings: {},
    second: undefined,
    desktop: process.env['KEYRAIL_VSCODE'],
    codeServer: process.env['KEYRAIL_CODE_SERVER'],
    grep: undefined,
    print: (line) => {
      console.log(line);
    },
  });
  for (const { title, lines = [] } of failures ?? []) section.fail([title, ...lines].join(' '));
  if (passed === 0) {
    section.fail('the calls were not made to their end');
    return;
  }
  // `as`: our own file.
  const figures = JSON.parse(readFileSync(file, 'utf8')) as CallFigures;
  section.pass(figures.calls);
  // Else the arguments would be refused before anything is asked, and nothing would be tried.
  if (figures.questions > figures.calls / 4) section.pass();
  else section.fail(`only ${figures.questions} questions`);
  section.note(
    `${figures.calls} calls of ${figures.commands} commands, ${figures.questions} questions, nothing changed`,
  );
}
