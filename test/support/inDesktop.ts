import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { temporaryFolder } from './owned.ts';

/** Runs a test entry in a desktop VS Code; resolves with its exit code. */
export async function runInDesktop(run: {
  /** Path of the desktop VS Code's executable. */
  readonly executable: string;
  readonly extension: string;
  readonly tests: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<number> {
  const data = await temporaryFolder('desktop');
  try {
    return await runTests({
      vscodeExecutablePath: run.executable,
      extensionDevelopmentPath: run.extension,
      extensionTestsPath: run.tests,
      extensionTestsEnv: run.env,
      launchArgs: [
        run.folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--user-data-dir',
        path.join(data.path, 'user'),
        '--extensions-dir',
        path.join(data.path, 'extensions'),
      ],
    });
  } finally {
    data.dispose();
  }
}
