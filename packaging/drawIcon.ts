import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../test/support/chromium.mjs';
import { root } from '../test/support/root.mjs';

/* `npm run icon`: draws media/icon.png, which market places show, from icon.svg beside this file. */
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
const picture = readFileSync(path.join(import.meta.dirname, 'icon.svg'), 'utf8');
await page.setContent(`<style>body { margin: 0 }</style>${picture}`);
await page.screenshot({ path: path.join(root, 'media', 'icon.png'), omitBackground: true });
await browser.close();
