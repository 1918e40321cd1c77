import type { Context, Suite } from 'mocha';

/** Skips the running test and says why in its title. */
export function skipTest(context: Context, reason: string): never {
  const { test } = context;
  if (test) test.title += ` (skipped: ${reason})`;
  return context.skip();
}

/** Skips every test of the suite whose `before` is running, and says why in its title. */
export function skipSuite(context: Context, reason: string): never {
  const suite: Suite | undefined = context.test?.parent;
  if (suite) suite.title += ` (skipped: ${reason})`;
  return context.skip();
}
