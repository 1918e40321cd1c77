import { globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fewBuiltIn } from './builtInExtensions.ts';
import type { LeanCode } from './leanCode.mjs';
import { patienceMs } from './patience.ts';
import { personsEnvironment } from './personsEnvironment.ts';
import { startProgram } from './program.ts';

export interface CodeServerOptions {
  readonly code: LeanCode;
  /** The folder for all that the server writes: settings, extension storage, logs, `extensions`. */
  readonly data: string;
  /** A TCP port on 127.0.0.1 (0: any free one), or the path of a socket. */
  readonly listen: number | string;
  /** Lets a page hand over a test payload; VS Code then refuses to show modal dialogs. */
  readonly testDriver?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** The person's settings, and those of the machine (for settings of scope `machine`). */
  readonly settings?: Record<string, unknown>;
  readonly machineSettings?: Record<string, unknown>;
  /** Of the extensions that come with VS Code only those that a window needs which shows no source. */
  readonly fewBuiltIn?: boolean;
}

export interface CodeServer {
  /** `http://127.0.0.1:<port>`; of no use when it listens on a socket. */
  readonly url: string;
  /** When it ended, by itself or by `dispose`. */
  readonly ended: Promise<'ended'>;
  log(): string;
  /** What extensions wrote to their log channels, the newest session last. */
  extensionLogs(): string;
  /**
   * Merges into the machine's settings, which a running workbench follows; it does not follow the
   * person's file. Settings of scope `application` can therefore only be given at start.
   */
  changeSettings(changes: Record<string, unknown>): Promise<void>;
  dispose(): Promise<void>;
}

/** Nothing may leave the machine, and nothing may pop up that is not ours. */
const quiet = {
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  // As on a desktop; in a browser, VS Code saves by itself after a second.
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // It would ask the system again and again for everybody's processes and ports, and tell of those.
  'remote.autoForwardPorts': false,
};

/** A server that a killed test run left behind ends by itself some minutes later. */
const endingAlone = ['--enable-remote-auto-shutdown', '--reconnection-grace-time', '30'];

/** Starts the VS Code server; resolves when it listens. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { code, data, listen } = options;
  const settings = (whose: 'User' | 'Machine') => path.join(data, 'data', whose, 'settings.json');
  await mergeSettings(settings('User'), options.settings ?? {}, quiet);
  await mergeSettings(settings('Machine'), options.machineSettings ?? {});

  // This person has a home of their own: what the shells of whoever runs this do when they start takes
  // its time, and is theirs.
  const home = path.join(data, 'home');
  await mkdir(home, { recursive: true });
  const where =
    typeof listen === 'number'
      ? ['--host', '127.0.0.1', '--port', String(listen), ...endingAlone]
      : ['--socket-path', listen];
  const program = await startProgram(
    code.node,
    [
      path.join(code.home, 'out', 'server-main.js'),
      ...where,
      '--without-connection-token',
      '--accept-server-license-terms',
      '--server-data-dir',
      data,
      '--extensions-dir',
      path.join(data, 'extensions'),
      ...(options.fewBuiltIn
        ? ['--builtin-extensions-dir', await fewBuiltIn(code.home, data)]
        : []),
      '--telemetry-level',
      'off',
      // What a login shell sets on the machine of whoever runs this, a key among it, is nobody's here.
      '--force-disable-user-env',
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    // Whatever a crash leaves behind lies where everything else of this person is.
    { cwd: data, env: { ...personsEnvironment(process.env), HOME: home, ...options.env } },
  );
  const [, port] = await program.says(/Extension host agent listening on (\S+)/, patienceMs);
  return {
    url: `http://127.0.0.1:${port}`,
    ended: program.ended.then(() => 'ended' as const),
    log: () => program.log(),
    extensionLogs: () => extensionLogs(path.join(data, 'data', 'logs')),
    changeSettings: (changes) => mergeSettings(settings('Machine'), changes),
    dispose: () => program.dispose(),
  };
}

async function mergeSettings(
  file: string,
  changes: Record<string, unknown>,
  defaults: Record<string, unknown> = {},
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const before: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const all = Object.assign({}, defaults, before, changes);
  await writeFile(file, JSON.stringify(all, null, 2));
}

function extensionLogs(folder: string): string {
  return globSync('*/exthost*/*/*.log', { cwd: folder })
    .sort()
    .map((file) => `--- ${file}\n${readFileSync(path.join(folder, file), 'utf8')}`)
    .join('\n');
}
