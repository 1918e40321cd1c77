import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { temporaryFolder } from './owned.ts';

/**
 * Which desktop VS Code runs: one that is there, by its executable's path, or a version that is fetched into
 * `.vscode-test`, as `stable` or `1.105.0`.
 */
export function chooseDesktop(
  wanted: string,
): { readonly version: string } | { readonly vscodeExecutablePath: string } {
  const isVersion = /^(?:stable|insiders|\d+\.\d+\.\d+)$/.test(wanted);
  return isVersion ? { version: wanted } : { vscodeExecutablePath: wanted };
}

/** Runs a test entry in a desktop VS Code; resolves with its exit code. */
export async function runInDesktop(run: {
  readonly desktop: string;
  readonly extension: string;
  readonly tests: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The person's own, and those of the machine, which are one on a desktop. */
  readonly settings: Readonly<Record<string, unknown>>;
}): Promise<number> {
  const data = await temporaryFolder('desktop');
  const user = path.join(data.path, 'user');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(run.settings));
  try {
    return await runTests({
      ...chooseDesktop(run.desktop),
      extensionDevelopmentPath: run.extension,
      extensionTestsPath: run.tests,
      extensionTestsEnv: run.env,
      launchArgs: [
        run.folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        // Nobody is there to open a keychain.
        '--use-inmemory-secretstorage',
        '--user-data-dir',
        user,
        '--extensions-dir',
        path.join(data.path, 'extensions'),
      ],
    });
  } finally {
    data.dispose();
  }
}
