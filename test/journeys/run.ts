import { availableParallelism } from 'node:os';
import { build } from '../support/build.ts';
import { leave } from '../support/leave.ts';
import { temporaryFolder } from '../support/owned.ts';
import { provision } from '../support/provision.mjs';
import { runMocha } from '../support/runMocha.ts';
import { ensureWarmCache } from '../support/warmCache.ts';

/*
 * Drives a real VS Code through a browser, as a person would:
 *
 *   node test/journeys/run.ts [--grep TEXT] [part of a file name …]
 *
 * PICTURES=1 leaves a picture of each step in out/screenshots. KEYRAIL_CODE_SERVER=4.105.1 takes the oldest
 * VS Code that is supported; KEYRAIL_SLOW=40 makes windows slow, to find what depends on time.
 * One more than there are cores run side by side, six at most; what they say comes when a file has ended.
 */
/** Those that take longest, so that no lane has one of them left at the end. */
const longest = [
  ...[
    'servers',
    'everyEntry',
    'listedBefore',
    'recoveredOnce',
    'windows.test',
    'leakFixes',
    'terminal',
  ],
  ...['remote', 'connections', 'fourWindows', 'overRestart', 'rotations', 'checklist', 'panic'],
  ...['languages', 'pagesCrowded', 'playground.test', 'env.test'],
];

await build();
const { code, chromium } = await provision({ codeServer: process.env['KEYRAIL_CODE_SERVER'] });
console.log(`VS Code ${code.vscode}`);
// Each waits for a part of its time: for a timer, for a word that comes later.
const lanes = Math.min(6, availableParallelism() + 1);
// For machines that are set up once and copied.
const machines = await temporaryFolder('machines');
const env = { KEYRAIL_MACHINES: machines.path };
// The first of them do not wait for it, and without it all are only slower.
const warming = ensureWarmCache({ code, chromium: chromium! }).catch((error: unknown) => {
  console.error('VS Code could not be kept compiled.', error);
});
const passed = await runMocha('journeys', { lanes, first: longest, env });
await warming;
leave(passed);
