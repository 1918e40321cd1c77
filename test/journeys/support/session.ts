import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser, workbenchOrigin } from '../../support/browser.ts';
import { writeCanary } from '../../support/canaryFigures.ts';
import { type CodeServer, startCodeServer } from '../../support/codeServer.ts';
import { freePort } from '../../support/freePort.ts';
import { installExtension } from '../../support/installExtension.ts';
import { installVsix } from '../../support/installVsix.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { secondsBelow } from '../../support/processTree.ts';
import { provision } from '../../support/provision.mjs';
import { root } from '../../support/root.mjs';
import { makeSampleFolder } from '../../support/sampleFolder.ts';
import { takeWarmCache } from '../../support/warmCache.ts';
import { workbenchUrl } from '../../support/workbenchUrl.ts';
import { camera } from './camera.ts';
import {
  filesThatHold,
  noteSecrets,
  pagesThatHold,
  processesThatHold,
  type Place,
} from './searchForSecrets.ts';
import { type Theme, themeSetting } from './theme.ts';
import { closeWindow } from './closeWindow.ts';
import { copyMachine, saveMachine } from './savedMachine.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

export interface SessionOptions {
  /** Names the screenshots, e.g. `first-key`. */
  readonly name: string;
  /** Folder of the built extension; this project's by default. */
  readonly extension?: string;
  /** A package to install instead, as a person would. */
  readonly vsix?: string;
  /** Folder of one more extension that this person has. */
  readonly companion?: string;
  /** Which code-server brings VS Code; the newest by default. */
  readonly codeServer?: string;
  /** A machine without a keyring (`false`) forgets secrets at the next reload. Default `true`. */
  readonly keepsSecrets?: boolean;
  /** Whether the folder's authors are trusted: VS Code does not ask, asks at start, or restricts. */
  readonly trust?: 'given' | 'asked' | 'withheld';
  readonly theme?: Theme;
  /** VS Code's display language for extensions, e.g. `de`; VS Code's own words stay English. */
  readonly language?: string;
  readonly settings?: Record<string, unknown>;
  /** The folder to open; without it, a new copy of the sample project. */
  readonly folder?: string;
  /** Changes that copy before a window shows it. */
  readonly prepare?: (folder: string) => void;
  /** A folder that `saveMachine` filled: this person was here before. */
  readonly machine?: string | undefined;
  /** For settings of scope `machine`. */
  readonly machineSettings?: Record<string, unknown>;
  readonly env?: NodeJS.ProcessEnv;
  /** All the extensions that come with VS Code, for what is about source, launches or icons; few by default. */
  readonly builtIn?: 'all';
  /** Puts another extension into the folder of extensions. */
  readonly beside?: (extensions: string) => Promise<void>;
  /**
   * Where else a secret of the journey may be found in the end than in the keyring and the folder's
   * `.env` files, as in another file that it was put into. Anywhere else ends it red.
   */
  readonly mayHold?: (place: Place) => boolean;
}

/** The terminal's rows as text instead of a picture, and nothing in it that we did not write. */
const readable = {
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.initialHint': false,
};

/** Its git is a third of the processor time that a window takes after it is drawn, and nobody's here. */
const withoutGit = { 'git.enabled': false };

const trustSettings = {
  given: { 'security.workspace.trust.enabled': false },
  asked: { 'security.workspace.trust.startupPrompt': 'always' },
  withheld: { 'security.workspace.trust.startupPrompt': 'never' },
};

/** One person at one machine: a VS Code server, a browser profile, a folder, and a window on it. */
export interface Session {
  /** The window; a new object after `restart`. */
  readonly window: Workbench;
  readonly page: Page;
  /** Absolute path of the folder that the window shows; another one after `visit`. */
  readonly folder: string;
  /** Whether this person has a past on this machine. */
  readonly wasHere: boolean;
  /** Where the local control plane serves applications. */
  readonly port: number;
  /** Saves `out/screenshots/<name>-<nn>-<step>.png` of the first or the given window; resolves with its path. */
  picture(step: string, window?: Workbench): Promise<string>;
  /** The same where pictures are asked for (`PICTURES=1`): each takes half a second. */
  screenshot(step: string, window?: Workbench): Promise<void>;
  /** The same in each theme. */
  screenshotInThemes(step: string): Promise<void>;
  /**
   * Opens one more window of the same person on the same machine, on the same or another folder. It
   * ends with `window.page.close()`, or with a restart or the end of the session.
   */
  openWindow(folder?: string): Promise<Workbench>;
  /** Takes effect at once, but not for settings of scope `application`: give those to `openSession`. */
  changeSettings(changes: Record<string, unknown>): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /**
   * Ends the server and the browser and starts both again: same person, same machine, later. Opens
   * so many windows at the same time; resolves with all of them, the session's own first.
   */
  restart(windows?: number): Promise<readonly Workbench[]>;
  /**
   * Closes the windows and opens one on another host, which the same editor finds at the same address: it
   * has a folder and a home of its own, as a container has or a machine reached over SSH. The first one's
   * name is `server`.
   *
   * @param rebuilt what that host has kept is gone, its files excepted
   */
  visit(host: string, rebuilt?: boolean): Promise<Workbench>;
  /** Closes the windows and leaves what this person has into a folder; only `dispose` may follow. */
  saveMachine(to: string): Promise<void>;
  /** What the page's console, the server and the extensions said, for a failure. */
  log(): string;
  /** Looks for every secret of the journey and ends the session. @throws Error where one is found */
  dispose(): Promise<void>;
}

/** Sits down at a new machine: opens a VS Code with the extension installed. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const began = performance.now();
  const { code, chromium } = await provision({
    codeServer: options.codeServer ?? process.env['KEYRAIL_CODE_SERVER'],
  });
  const machine = await temporaryFolder('session');
  let data = path.join(machine.path, 'server');
  const install = async () => {
    const extensions = path.join(data, 'extensions');
    mkdirSync(extensions, { recursive: true });
    if (options.vsix) await installVsix(code, options.vsix, data);
    else installExtension(options.extension ?? root, extensions);
    if (options.companion) installExtension(options.companion, extensions);
    await options.beside?.(extensions);
  };
  await install();
  let folder = options.folder ?? path.join(machine.path, 'sample');
  const folders = new Map([['server', folder]]);
  if (!options.folder) makeSampleFolder(folder);
  options.prepare?.(folder);
  const port = await freePort();
  const shots = camera(options.name);
  const said: string[] = [];
  const secrets = new Set<string>();
  /** How often VS Code was loaded, which is most of what a journey costs. */
  let loads = 0;
  /** Processor time of its windows and servers that have ended. */
  let spent = 0;
  const temporary = path.join(machine.path, 'tmp');
  mkdirSync(temporary);
  if (options.machine) {
    for (const secret of await copyMachine(options.machine, machine.path)) secrets.add(secret);
  }
  const profile = path.join(machine.path, 'profile');
  await takeWarmCache({ code, chromium: chromium! }, profile);

  const start = async (count = 1) => {
    const server = await startCodeServer({
      code,
      data,
      listen: 0,
      // What is left in a temporary folder is searched, and others’ is not.
      env: { TMPDIR: temporary, ...options.env },
      fewBuiltIn: options.builtIn !== 'all',
      settings: {
        'workbench.colorTheme': themeSetting[options.theme ?? 'dark'],
        ...readable,
        ...withoutGit,
        ...trustSettings[options.trust ?? 'given'],
        // The other extension calls commands, which its person has allowed.
        ...(options.companion === undefined ? {} : { 'keyrail.automation': true }),
        ...options.settings,
      },
      machineSettings: { 'keyrail.localControlPlane.port': port, ...options.machineSettings },
    });
    const browser = await launchBrowser({
      chromium: chromium!,
      profile,
      keepsSecrets: options.keepsSecrets ?? true,
      server: server.url,
    });
    const openIn = async (page: Page, shown: string) => {
      noteSecrets(page, secrets);
      page.on('load', () => loads++);
      page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => said.push(`page error: ${error.message}`));
      return openWorkbench(page, workbenchUrl(workbenchOrigin, shown));
    };
    if (options.language) {
      // What a language pack of VS Code sets, without its words.
      await browser.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${options.language}'`);
    }
    const page = browser.pages()[0] ?? (await browser.newPage());
    const others = Array.from({ length: count - 1 }, () => browser.newPage());
    const pages = [page, ...(await Promise.all(others))];
    const windows = await Promise.all(pages.map((each) => openIn(each, folder)));
    return { server, browser, page, window: windows[0]!, windows, openIn };
  };
  const leave = async () => {
    for (const page of now.browser.pages()) await closeWindow(page);
    await stop(now);
  };
  const stop = async ({ server, browser }: { server: CodeServer; browser: BrowserContext }) => {
    const before = secondsBelow(process.pid);
    await browser.close();
    await server.dispose();
    spent += before - secondsBelow(process.pid);
  };

  let now = await start();
  const picture = (step: string, window?: Workbench) => shots.take(window?.page ?? now.page, step);
  const setTheme = async (theme: Theme) => {
    await now.server.changeSettings({ 'workbench.colorTheme': themeSetting[theme] });
    await now.window.showsTheme(theme);
  };
  const isPictured = process.env['PICTURES'] === '1';
  return {
    get window() {
      return now.window;
    },
    get page() {
      return now.page;
    },
    get folder() {
      return folder;
    },
    port,
    wasHere: options.machine !== undefined,
    picture,
    screenshot: async (step, window) => {
      if (isPictured) await picture(step, window);
    },
    screenshotInThemes: async (step) => {
      // Each takes as long as three commands, and is looked at in pictures alone.
      for (const theme of isPictured ? (['light', 'high contrast', 'dark'] as const) : []) {
        await setTheme(theme);
        await picture(`${step} ${theme}`);
      }
    },
    openWindow: async (other = folder) => now.openIn(await now.browser.newPage(), other),
    changeSettings: (changes) => now.server.changeSettings(changes),
    setTheme,
    restart: async (windows) => {
      await leave();
      now = await start(windows);
      return now.windows;
    },
    visit: async (host, rebuilt = false) => {
      await leave();
      data = path.join(machine.path, host);
      if (rebuilt) rmSync(data, { recursive: true });
      if (!existsSync(data)) await install();
      folder = folders.get(host) ?? path.join(machine.path, `files of ${host}`);
      if (!folders.has(host)) makeSampleFolder(folder);
      folders.set(host, folder);
      now = await start();
      return now.window;
    },
    saveMachine: async (to) => {
      await leave();
      await saveMachine(machine.path, to, secrets);
    },
    log: () =>
      [
        ...['--- window', ...said.slice(-80)],
        ...['--- server', now.server.log()],
        now.server.extensionLogs(),
      ].join('\n'),
    dispose: async () => {
      const running = [
        ...processesThatHold(process.pid, secrets),
        ...(await pagesThatHold(now.browser, secrets)),
      ];
      await stop(now);
      const shown = [...folders.values()].map(folderOf);
      const inFiles = filesThatHold([...new Set([machine.path, ...shown])], secrets);
      machine.dispose();
      const isChosen = (place: Place) =>
        shown.some((each) => place.startsWith(`file ${each}/`)) && /\/\.env[^/]*$/.test(place);
      const found = [...new Set([...running, ...inFiles])];
      const leaks = found.filter(
        (place) => !isChosen(place) && !(options.mayHold?.(place) ?? false),
      );
      writeCanary(options.name, {
        secrets: secrets.size,
        expected: found.length - leaks.length,
        elsewhere: leaks.length,
      });
      console.log(
        `      ${options.name}: ${Math.round((performance.now() - began) / 1000)} s, ${Math.round(spent)} s of processor time, VS Code loaded ${loads} times; ${secrets.size} secrets, in ${found.length - leaks.length} places where they belong, in ${leaks.length} others`,
      );
      if (leaks.length > 0) throw new Error(`A secret is in:\n${leaks.join('\n')}`);
    },
  };
}

/** The folder of a `.code-workspace` file, a folder itself. */
function folderOf(shown: string): string {
  return shown.endsWith('.code-workspace') ? path.dirname(shown) : shown;
}
