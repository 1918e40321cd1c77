import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleTests } from './bundleTests.ts';
import { freePort } from './freePort.ts';
import { runInCodeServer } from './inCodeServer.ts';
import { runInDesktop } from './inDesktop.ts';
import { temporaryFolder } from './owned.ts';
import { provision } from './provision.mjs';
import { type Counts, readCounts } from './results.ts';
import { root } from './root.mjs';
import { makeSampleFolder } from './sampleFolder.ts';

export interface EditorRun {
  /** Folder of the built extension. */
  readonly extension: string;
  /** Absolute paths of the test files. */
  readonly files: readonly string[];
  /** Changes the copy of the sample project before a window shows it. */
  readonly prepare: ((folder: string) => void) | undefined;
  /** The person's own. */
  readonly settings: Record<string, unknown>;
  /** A folder that the window shows beside the sample project. */
  readonly second: { readonly name: string; readonly uri: string } | undefined;
  /** A desktop VS Code by its executable or its version, instead of the one in `.vscode-test` that a browser shows. */
  readonly desktop: string | undefined;
  /** code-server's version that holds the VS Code wanted. */
  readonly codeServer: string | undefined;
  /** Only tests whose full title holds this. */
  readonly grep: string | undefined;
  readonly print: (line: string) => void;
}

/**
 * Runs test files in the extension host of a real VS Code that shows a new copy of the sample
 * project. Throws when the run crashed, hung, or left no counts.
 */
export async function runInEditor(run: EditorRun): Promise<Counts> {
  // Two suites may run side by side; what is bundled for a debugger has the short name. As deep as `root.mjs`
  // lies, which finds the project from its own place.
  const suite = process.env['KEYRAIL_SUITE'] ?? '';
  const folder = suite === '' ? 'test' : `test-${suite}`;
  const tests = await bundleTests(run.files, path.join(root, 'out', folder));
  const place = await temporaryFolder('sample');
  const sample = path.join(place.path, 'sample');
  makeSampleFolder(sample);
  run.prepare?.(sample);
  const shown = run.second ? workspaceOf(place.path, run.second) : sample;
  const result = path.join(root, 'out', 'results', `${suite}.editor.part.json`);
  rmSync(result, { force: true });
  const env = {
    KEYRAIL_RESULT: result,
    KEYRAIL_GREP: run.grep ?? '',
    KEYRAIL_COLOR: process.stdout.isTTY ? '1' : '0',
    NODE_ENV: 'test',
  };
  try {
    const exit = run.desktop
      ? await runInDesktop({
          ...run,
          desktop: run.desktop,
          tests,
          folder: shown,
          env,
          settings: { ...usual, ...run.settings, ...(await ofMachine()) },
        })
      : await inCodeServer(run, tests, shown, env);
    const counts = readCounts(result);
    if (!counts) throw new Error(`VS Code ended (${exit}) before the tests did.`);
    return counts;
  } finally {
    rmSync(result, { force: true });
    place.dispose();
  }
}

/** The tests call commands as programs do; what is asked of those has tests that turn it off. */
const usual = { 'keyrail.automation': true };

/** Windows share the control plane's fixed port; tests must not meet a person's. */
const ofMachine = async () => ({ 'keyrail.localControlPlane.port': await freePort() });

function workspaceOf(place: string, second: object): string {
  const file = path.join(place, 'both.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'sample' }, second] }));
  return file;
}

async function inCodeServer(
  run: EditorRun,
  tests: string,
  folder: string,
  env: Record<string, string>,
): Promise<number> {
  const { code, chromium } = await provision({ codeServer: run.codeServer });
  run.print(`VS Code ${code.vscode}`);
  return runInCodeServer({
    code,
    chromium: chromium!,
    extension: run.extension,
    tests,
    folder,
    env,
    keepsSecrets: true,
    settings: { ...usual, ...run.settings },
    machineSettings: await ofMachine(),
    patienceMs: 120_000,
    print: run.print,
  });
}
