import type { Context } from 'mocha';
import { findProgram } from '../../../src/programs/findProgram.ts';

/** Skips the tests of a program that is not on this machine, and says how it comes there. */
export function needs(context: Context, ...programs: readonly string[]): void {
  const missing = programs.filter((name) => findProgram(name, process.env, []) === undefined);
  if (missing.length === 0) return;
  skipHere(context, `no ${missing.join(', ')}: \`npm run test:programs\` installs it where it may`);
}

/** Skips, with the reason in the title of each test that is skipped. */
export function skipHere(context: Context, reason: string): never {
  for (const test of context.test?.parent?.tests ?? []) test.title += ` (${reason})`;
  return context.skip();
}
