import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startProgram } from './program.ts';
import { root } from './root.mjs';

export interface MochaOptions {
  /** So many files run side by side, each in a process of its own. Default 1. */
  readonly lanes?: number;
  /** Parts of names of files that come before the others. */
  readonly first?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** After so long a test counts as hanging. Default 180,000. */
  readonly timeoutMs?: number;
  /** From so long on a test's time is told. Default 20,000. */
  readonly slowMs?: number;
}

/**
 * Runs the test files of one folder under `test/` with mocha in a process of its own; the command
 * line may choose among them: `[--grep TEXT] [part of a file name …]`. Resolves with whether any ran
 * and none failed.
 */
export async function runMocha(
  suite: string,
  { lanes = 1, first = [], env = {}, timeoutMs = 180_000, slowMs = 20_000 }: MochaOptions = {},
): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' } },
  });
  const files = globSync(`test/${suite}/**/*.test.ts`, { cwd: root })
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .sort((a, b) => place(a, first) - place(b, first) || (a < b ? -1 : 1));
  const mocha = await startProgram(
    process.execPath,
    [
      path.join('node_modules', 'mocha', 'bin', 'mocha.js'),
      // The project's own mocha settings are for `npx mocha`, which runs the unit tests.
      '--no-config',
      '--reporter=test/support/countReporter.cjs',
      `--timeout=${timeoutMs}`,
      `--slow=${slowMs}`,
      '--exit',
      ...(lanes > 1 && files.length > 1 ? ['--parallel', `--jobs=${lanes}`] : []),
      ...(process.stdout.isTTY ? ['--color'] : []),
      ...(values.grep ? [`--grep=${values.grep}`] : []),
      ...files,
    ],
    {
      cwd: root,
      env: { KEYRAIL_SUITE: suite, ...process.env, ...env },
      onLine: (line) => {
        console.log(line);
      },
    },
  );
  return (await mocha.ended) === 0 && files.length > 0;
}

/** Where it stands in this order; after all of it, if it is not in it. */
function place(file: string, order: readonly string[]): number {
  const at = order.findIndex((part) => file.includes(part));
  return at === -1 ? order.length : at;
}
