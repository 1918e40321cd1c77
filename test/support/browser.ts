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
}

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
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  context.setDefaultTimeout(patienceMs);
  if (options.keepsSecrets) {
    const body = await mintKey(`${options.profile}.mint-key`);
    await context.route('**/mint-key', (route) =>
      route.fulfill({ body, contentType: 'application/octet-stream' }),
    );
  }
  return context;
}
