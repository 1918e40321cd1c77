import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startProgram } from '../support/program.ts';
import { provision } from '../support/provision.mjs';
import { root } from '../support/root.mjs';
import { sh } from '../support/sh.mjs';

/*
 * Drives a real VS Code through a browser, as a person would:
 *
 *   node test/journeys/run.ts [--grep TEXT] [part of a file name …]
 *
 * Pictures of every journey are left in out/screenshots. KEYRAIL_CODE_SERVER=4.105.1 takes the oldest
 * VS Code that is supported.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' } },
});
const files = globSync('test/journeys/**/*.test.ts', { cwd: root })
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
  .sort();

await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
const { code } = await provision({ codeServer: process.env['KEYRAIL_CODE_SERVER'] });
console.log(`VS Code ${code.vscode}`);
const mocha = await startProgram(
  process.execPath,
  [
    path.join('node_modules', 'mocha', 'bin', 'mocha.js'),
    // The project's own mocha settings name the unit tests.
    '--no-config',
    '--reporter=test/support/countReporter.cjs',
    '--timeout=120000',
    '--slow=20000',
    '--exit',
    ...(process.stdout.isTTY ? ['--color'] : []),
    ...(values.grep ? [`--grep=${values.grep}`] : []),
    ...files,
  ],
  {
    cwd: root,
    env: { KEYRAIL_SUITE: 'journeys', ...process.env },
    onLine: (line) => {
      console.log(line);
    },
  },
);
process.exitCode = (await mocha.ended) === 0 && files.length > 0 ? 0 : 1;
