import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startProgram } from './program.ts';
import { root } from './root.mjs';

/**
 * Runs the test files of one folder under `test/` with mocha in a process of its own; the command
 * line may choose among them: `[--grep TEXT] [part of a file name …]`. Resolves with whether any ran
 * and none failed.
 */
export async function runMocha(suite: string): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' } },
  });
  const files = globSync(`test/${suite}/**/*.test.ts`, { cwd: root })
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .sort();
  const mocha = await startProgram(
    process.execPath,
    [
      path.join('node_modules', 'mocha', 'bin', 'mocha.js'),
      // The project's own mocha settings name the unit tests.
      '--no-config',
      '--reporter=test/support/countReporter.cjs',
      '--timeout=180000',
      '--slow=20000',
      '--exit',
      ...(process.stdout.isTTY ? ['--color'] : []),
      ...(values.grep ? [`--grep=${values.grep}`] : []),
      ...files,
    ],
    {
      cwd: root,
      env: { KEYRAIL_SUITE: suite, ...process.env },
      onLine: (line) => {
        console.log(line);
      },
    },
  );
  return (await mocha.ended) === 0 && files.length > 0;
}
