import { availableParallelism } from 'node:os';
import { leave } from '../support/leave.ts';
import { provision } from '../support/provision.mjs';
import { root } from '../support/root.mjs';
import { runMocha } from '../support/runMocha.ts';
import { sh } from '../support/sh.mjs';

/*
 * Drives a real VS Code through a browser, as a person would:
 *
 *   node test/journeys/run.ts [--grep TEXT] [part of a file name …]
 *
 * PICTURES=1 leaves a picture of each step in out/screenshots. KEYRAIL_CODE_SERVER=4.105.1 takes the oldest
 * VS Code that is supported; KEYRAIL_SLOW=40 makes windows slow, to find what depends on time.
 * Where there are four cores two run side by side; what they say comes when a file has ended.
 */
/** Those that take minutes, so that no lane has one of them left at the end. */
const longest = ['everyEntry', 'listedBefore', 'connectionsRecorded', 'languages', 'firstKey'];

await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
const { code } = await provision({ codeServer: process.env['KEYRAIL_CODE_SERVER'] });
console.log(`VS Code ${code.vscode}`);
const lanes = availableParallelism() < 4 ? 1 : 2;
leave(await runMocha('journeys', { lanes, first: longest }));
