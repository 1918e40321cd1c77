import path from 'node:path';
import { launchBrowser, workbenchOrigin } from './browser.ts';
import { startCodeServer } from './codeServer.ts';
import { markedLine } from './hostLine.ts';
import type { LeanCode } from './leanCode.mjs';
import { temporaryFolder } from './owned.ts';
import { takeWarmCache } from './warmCache.ts';
import { workbenchUrl } from './workbenchUrl.ts';

export interface HostRun {
  readonly code: LeanCode;
  readonly chromium: string;
  /** Folder of the built extension, and the test entry's path. */
  readonly extension: string;
  readonly tests: string;
  /** The folder, or the `.code-workspace`, that the window shows. */
  readonly folder: string;
  readonly keepsSecrets: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly settings: Record<string, unknown>;
  readonly machineSettings: Record<string, unknown>;
  /** How long the run may be silent before it counts as hanging. */
  readonly patienceMs: number;
  readonly print: (line: string) => void;
}

/**
 * Runs a test entry in the extension host of a real VS Code; resolves with VS Code's exit code.
 * Throws with everything that was logged when the run falls silent or its server ends.
 */
export async function runInCodeServer(run: HostRun): Promise<number> {
  const data = await temporaryFolder('editor');
  const server = await startCodeServer({
    code: run.code,
    data: data.path,
    listen: 0,
    testDriver: true,
    env: { ...run.env, KEYRAIL_STORAGE: storageBelow(data.path) },
    settings: { 'security.workspace.trust.enabled': false, ...run.settings },
    machineSettings: run.machineSettings,
  });
  const profile = path.join(data.path, 'profile');
  await takeWarmCache(run, profile);
  const browser = await launchBrowser({
    chromium: run.chromium,
    profile,
    keepsSecrets: run.keepsSecrets,
    server: server.url,
  });
  try {
    const page = await browser.newPage();
    const log: string[] = [];
    const silence = deadline(run.patienceMs);
    const exit = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code: number) => {
        resolve(code);
      });
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const line = markedLine(args[0]);
      if (line === undefined) {
        log.push(`${type}: ${args.map(String).join(' ')}`);
        return;
      }
      silence.extend();
      run.print(line);
    });
    await page.goto(workbenchUrl(workbenchOrigin, run.folder, run));
    const outcome = await Promise.race([exit, silence.passed, server.ended]);
    if (typeof outcome === 'number') return outcome;
    const why =
      outcome === 'silent'
        ? `Nothing was heard from the test run for ${run.patienceMs / 1000} s.`
        : 'The VS Code server ended during the test run.';
    throw new Error([why, '--- window', ...log.slice(-60), '--- server', server.log()].join('\n'));
  } finally {
    await browser.close();
    await server.dispose();
    data.dispose();
  }
}

/** Where Keyrail keeps what is its own, for tests that put more into it than commands could in time. */
const storageBelow = (data: string) =>
  path.join(data, 'data', 'User', 'globalStorage', 'keyrail.keyrail');

/** Resolves `passed` when nobody called `extend` for `ms`. */
function deadline(ms: number): { passed: Promise<'silent'>; extend(): void } {
  let timer: NodeJS.Timeout | undefined;
  let pass: (how: 'silent') => void;
  const passed = new Promise<'silent'>((resolve) => (pass = resolve));
  const extend = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      pass('silent');
    }, ms);
    timer.unref();
  };
  extend();
  return { passed, extend };
}
