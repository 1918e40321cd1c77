import type { Page } from 'playwright-core';

/** The machine's clipboard, as the page sees it. */
export function clipboard(page: Page) {
  return {
    read: (): Promise<string> => page.evaluate(() => navigator.clipboard.readText()),
    write: (text: string): Promise<void> =>
      page.evaluate((value) => navigator.clipboard.writeText(value), text),
  };
}
