import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../support/root.mjs';

/** Takes numbered pictures of one journey; `out/screenshots/<journey>-<nn>-<step>.png`. */
export function camera(journey: string) {
  const folder = path.join(root, 'out', 'screenshots');
  let taken = 0;
  return {
    async take(page: Page, step: string): Promise<string> {
      mkdirSync(folder, { recursive: true });
      taken += 1;
      const file = path.join(folder, pictureName(journey, taken, step));
      await page.screenshot({ path: file });
      return file;
    },
  };
}

/** `pictureName('First key', 3, 'Asks for scopes')` is `first-key-03-asks-for-scopes.png`. */
export function pictureName(journey: string, number: number, step: string): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
  return `${plain(journey)}-${String(number).padStart(2, '0')}-${plain(step).slice(0, 60)}.png`;
}
