import type { Page } from 'playwright-core';
import { pageHtml } from '../../../src/panels/page.ts';
import { readPage, type PageSource } from '../../../src/panels/pageSource.ts';
import { launchBrowser } from '../../support/browser.ts';
import { ensureChromium } from '../../support/chromium.mjs';
import { temporaryFolder } from '../../support/owned.ts';
import { root } from '../../support/root.mjs';
import { eventually } from './eventually.ts';

/** What a page sends. */
export interface Sent {
  readonly type: string;
  readonly number?: number;
  readonly [field: string]: unknown;
}

/** A built page of Keyrail in a browser without VS Code: whoever holds it is its host. */
export interface LonePage {
  readonly page: Page;
  /** Everything the page has sent since it was opened, of one type or of all. */
  sent(type?: string): Promise<Sent[]>;
  /** Tells the page a state, as its host does; resolves when it is drawn. */
  show(state: object): Promise<void>;
  /** Tells the page that what it asked for last is done. */
  answer(): Promise<void>;
  /** The name of the button, or the tag of what else has the focus. */
  focused(): Promise<string>;
  /** Opens it anew, as VS Code does when its tab is shown again. */
  open(): Promise<void>;
  dispose(): Promise<void>;
}

const address = 'https://page.test/';

async function lonePage(name: PageSource['name']): Promise<LonePage> {
  const profile = await temporaryFolder('lone-page');
  const chromium = await ensureChromium();
  const context = await launchBrowser({ chromium, profile: profile.path, keepsSecrets: false });
  const page = await context.newPage();
  const toolkit = `${root}/dist/webview/components.js`;
  const source = await readPage(root, name, name);
  const html = pageHtml(source, `${address}toolkit.js`, { code: 'en', bundle: undefined });
  await page.route(`${address}**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ path: toolkit, contentType: 'text/javascript' })
      : route.fulfill({ body: html, contentType: 'text/html' }),
  );
  await page.addInitScript(() => {
    const sent: unknown[] = [];
    Object.assign(globalThis, {
      keyrailSent: sent,
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => sent.push(message),
        setState: () => undefined,
      }),
    });
  });
  const sent = async (type?: string) => {
    const all = await page.evaluate(
      () => (globalThis as unknown as { keyrailSent: Sent[] }).keyrailSent,
    );
    return type === undefined ? all : all.filter((each) => each.type === type);
  };
  /** Nothing is drawn until the timer after a click has come, and a page's timers come in turn. */
  const tell = (data: object) =>
    page.evaluate(async (message) => {
      window.dispatchEvent(new MessageEvent('message', { data: message }));
      await new Promise((done) => setTimeout(done));
    }, data);

  return {
    page,
    sent,
    show: (state) => tell({ type: 'state', state }),
    async answer() {
      const asked = await sent();
      const to = asked.findLast(({ number }) => number !== undefined)?.number;
      await tell({ type: 'answer', to, trouble: null });
    },
    focused: () =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('data-focus') ?? element?.tagName ?? '';
      }),
    async open() {
      await page.goto(address);
      await eventually('The page', sent, (all) => all.length > 0);
    },
    async dispose() {
      await context.close();
      profile.dispose();
    },
  };
}

/** Resolves when the page has loaded its toolkit, which it does once it has drawn a state. */
export async function toolkitCame({ page }: LonePage): Promise<void> {
  await page.locator('vscode-button').first().waitFor();
}

/** Opens a page for the tests of a `describe`, anew before each, with its toolkit and this state. */
export function useLonePage(name: PageSource['name'], state: object): { readonly lone: LonePage } {
  let lone: LonePage | undefined;
  before(async () => {
    lone = await lonePage(name);
  });
  after(() => lone?.dispose());
  beforeEach(async () => {
    await lone?.open();
    await lone?.show(state);
    if (lone) await toolkitCame(lone);
  });
  return {
    get lone() {
      if (!lone) throw new Error('The page is there from the first test on, not before.');
      return lone;
    },
  };
}
