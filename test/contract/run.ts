import path from 'node:path';
import Mocha from 'mocha';
import { readCounts, resultFile } from '../support/results.ts';
import { HELP, readArguments } from './arguments.ts';
import { cleanUp } from './cleanUp.ts';
import { startEmbedded } from './embedded.ts';
import { setTarget } from './target.ts';
import { leave } from '../support/leave.ts';

/** In the order in which a person meets them; the last one looks at what is left. */
const suites = [
  'health',
  'session',
  'bootstrap',
  'serviceAccounts',
  'keys',
  'keyRequests',
  'expiry',
  'rotate',
  'revoke',
  'disable',
  'probes',
  // Before a replay, which counts as a demo run too and would be the newest one.
  'onboarding',
  'runs',
  'runRequests',
  'approvals',
  'delivery',
  'audit',
  'leftovers',
];

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.help) {
    console.log(HELP);
    return 0;
  }
  const embedded = wanted.target ? undefined : await startEmbedded();
  const target = wanted.target ?? embedded?.target;
  if (!target) throw new Error('There is nothing to test.');
  setTarget(target);
  console.log(`Control plane: ${embedded ? 'embedded, ' : ''}${target.baseUrl}`);

  const suite = (process.env['KEYRAIL_SUITE'] ??= 'contract');
  const mocha = new Mocha({
    reporter: path.join(import.meta.dirname, '..', 'support', 'countReporter.cjs'),
    // Longer than the longest wait for a rate limit, and the run behind it.
    timeout: 120_000,
    ...(wanted.grep === undefined ? {} : { fgrep: wanted.grep }),
  });
  mocha.rootHooks({ afterAll: cleanUp });
  for (const name of suites) mocha.addFile(path.join(import.meta.dirname, `${name}.test.ts`));
  await mocha.loadFilesAsync();
  try {
    await new Promise((resolve) => mocha.run(resolve));
  } finally {
    await embedded?.dispose();
  }
  const counts = readCounts(resultFile(suite));
  if (!counts) throw new Error('The run left no result.');
  const { passed, failed, skipped } = counts;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

main().then(
  (code) => {
    leave(code === 0);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    leave(false);
  },
);
