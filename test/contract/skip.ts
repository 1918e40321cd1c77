import type { Context, Suite } from 'mocha';

/** Skips the running test and says why in its title. */
export function skipTest(context: Context, reason: string): never {
  const { test } = context;
  if (test) test.title += ` (skipped: ${reason})`;
  return context.skip();
}

/** Skips what runs: the test, or from a `before` its suite. */
export function skip(context: Context, reason: string): never {
  const { test } = context;
  const isHook = test !== undefined && 'type' in test && test.type === 'hook';
  return isHook ? skipSuite(context, reason) : skipTest(context, reason);
}

/** Skips every test of the suite whose `before` is running, and says why in its title. */
export function skipSuite(context: Context, reason: string): never {
  const suite: Suite | undefined = context.test?.parent;
  if (suite) suite.title += ` (skipped: ${reason})`;
  return context.skip();
}
