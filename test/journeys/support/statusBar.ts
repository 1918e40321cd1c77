import type { Page } from 'playwright-core';
import { quoted, textOf } from './text.ts';
import { eventually } from './eventually.ts';
import { readMs } from './untilDone.ts';

/** The bar at the bottom. An item is named by its extension's id, e.g. `keyrail.keyrail`. */
export function statusBar(page: Page) {
  const item = (extension: string) =>
    page.locator(`.statusbar-item[id^=${quoted(`${extension}.`)}]:visible`);
  const text = (extension: string) => textOf(item(extension));
  return {
    text,
    waitForText: (extension: string, expected: RegExp) =>
      eventually(
        `A status bar item matching ${expected.source}`,
        () => text(extension),
        (now) => expected.test(now),
      ),
    /** What is said there for some seconds, as nobody has to answer it. */
    waitUntilSaid: (expected: RegExp) =>
      eventually(
        `The status bar saying ${expected.source}`,
        () => textOf(page.locator('.statusbar-item[id="status.extensionMessage"]:visible')),
        (now) => expected.test(now),
      ),
    /** What a screen reader says: text and tooltip. */
    async label(extension: string): Promise<string> {
      return (await item(extension).first().getAttribute('aria-label', { timeout: readMs })) ?? '';
    },
    /** `warning`, `error`, or `''`: the colour behind it. */
    async kind(extension: string): Promise<string> {
      const classes =
        (await item(extension).first().getAttribute('class', { timeout: readMs })) ?? '';
      return /\b(warning|error)-kind\b/.exec(classes)?.[1] ?? '';
    },
    async click(extension: string): Promise<void> {
      await item(extension).locator('a').first().click();
    },
  };
}
