import { mkdir } from 'node:fs/promises';
import { type BrowserContext, chromium as driver } from 'playwright-core';
import { mintKey } from './mintKey.ts';
import { patienceMs } from './patience.ts';

export interface BrowserOptions {
  /** Path of Chromium. */
  readonly chromium: string;
  /** The profile's folder; a new one is a person who was never here. */
  readonly profile: string;
  /** Whether this machine has a keyring: with `false`, SecretStorage is gone at the next reload. */
  readonly keepsSecrets: boolean;
  /** The server that `workbenchOrigin` stands for, `http://127.0.0.1:<port>`. */
  readonly server?: string;
}

/**
 * Where a window finds the VS Code server of its browser, whatever that one's port is: what a browser
 * keeps, it keeps for an origin. A browser trusts this name as it does 127.0.0.1.
 */
export const workbenchOrigin = 'http://workbench.localhost';

/**
 * Chromium takes the last list alone, so Playwright's own stands here once more, as far as it is about headless
 * Chromium on any system.
 */
const switchedOff = [
  // With it V8 compiles VS Code anew in every window, whatever it has kept of it.
  'BackgroundResourceFetch',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
];

/** Starts a headless Chromium with one profile; closing the context ends it. */
export async function launchBrowser(options: BrowserOptions): Promise<BrowserContext> {
  await mkdir(options.profile, { recursive: true });
  const context = await driver.launchPersistentContext(options.profile, {
    executablePath: options.chromium,
    headless: true,
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    locale: 'en-US',
    reducedMotion: 'reduce',
    // Signals are answered in one place (owned.ts); Playwright ends its browser at exit.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      // VS Code asks errors for their stacks while it starts; without this V8 reads 19 MB of code once
      // more for that, which is 2.5 of the 16 s of processor time that a window takes.
      '--js-flags=--no-enable-lazy-source-positions',
      `--disable-features=${switchedOff.join(',')}`,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(options.server ? [mapped(options.server)] : []),
    ],
  });
  context.setDefaultTimeout(patienceMs);
  if (options.keepsSecrets) {
    await context.addInitScript(answerMintKey, [...(await mintKey(`${options.profile}.mint-key`))]);
  }
  return context;
}

const mapped = (server: string) =>
  `--host-resolver-rules=MAP ${new URL(workbenchOrigin).host} ${new URL(server).host}`;

/**
 * In the page: answers the one request that the lean server cannot. A route would do it, too, but
 * every request of a window would pass it, and nothing that was loaded would be kept: a sixth of the
 * processor time that a window takes.
 */
function answerMintKey(key: readonly number[]): void {
  const ask = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    return address.endsWith('/mint-key')
      ? Promise.resolve(new Response(Uint8Array.from(key)))
      : ask(input, init);
  };
}
