import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { showPathsOfWindow } from '../../src/editor/windowPaths.ts';
import { failureLines } from './failureLines.ts';
import { markLine } from './hostLine.ts';
import { sourceStack } from './sourceStack.ts';
import type { NamedTest } from './results.ts';

/**
 * Runs a mocha suite inside the extension host. What to run and where to leave the counts comes in
 * the environment, because VS Code hands a test entry no arguments.
 *
 * @param files one loader a test file
 * @throws Error when a test failed, which is what VS Code's exit code is made of
 */
export async function runInHost(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  process.setSourceMapsEnabled(true);
  // As the window of what is tested does: the tests have modules of their own.
  showPathsOfWindow();
  const { KEYRAIL_GREP: grep, KEYRAIL_COLOR: color, KEYRAIL_RESULT: result } = process.env;
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: 20_000,
    color: color === '1',
    ...(grep ? { grep } : {}),
  });
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    for (const line of format(...parts).split('\n')) console.log(markLine(line));
  };
  // The files are bundles with dynamic imports of their own, so mocha cannot load them by name.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of files) await load();

  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.prependListener('fail', (_test: Mocha.Test, error: Error) => {
      if (error.stack) error.stack = sourceStack(error.stack);
    });
    // The files are one bundle, so that only titles are known.
    const named = (test: Mocha.Test): NamedTest => ({ title: test.fullTitle(), file: '' });
    const failed: NamedTest[] = [];
    const skips: NamedTest[] = [];
    runner.on('fail', (test, error: unknown) =>
      failed.push({ ...named(test), lines: failureLines(error) }),
    );
    runner.on('pending', (test) => skips.push(named(test)));
    runner.once('end', () => {
      if (!result || !runner.stats) return;
      const { passes, failures: count, pending } = runner.stats;
      mkdirSync(path.dirname(result), { recursive: true });
      const counts = { passed: passes, failed: count, skipped: pending, failures: failed, skips };
      writeFileSync(result, JSON.stringify(counts));
    });
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
