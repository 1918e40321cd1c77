import type { Page } from 'playwright-core';
import { whole } from './text.ts';
import { eventually } from './eventually.ts';
import { escapeFrom, isSoon } from './untilDone.ts';

/** The context or drop-down menu that is open now. */
export function openMenu(page: Page) {
  const menu = page.locator('.monaco-menu:visible').last();
  const labels = menu.locator('.action-menu-item .action-label:not(.separator)');
  return {
    isOpen: () => menu.isVisible(),
    /** Whether it comes within seconds. */
    opens: () => isSoon(menu, 'visible'),
    async entries(): Promise<string[]> {
      await labels.first().waitFor();
      return labels.allInnerTexts();
    },
    /** Clicks an entry by its whole label. */
    async choose(label: string): Promise<void> {
      const entry = labels.filter({ hasText: whole(label) });
      await entry.waitFor();
      await eventually(
        `The menu entry “${label}” chosen`,
        async () => {
          if (await menu.isVisible()) await entry.click({ timeout: 1000 });
          // A menu takes no click in its first tenth of a second, and does not say when it does.
          return menu.waitFor({ state: 'hidden', timeout: 500 }).then(
            () => true,
            () => false,
          );
        },
        Boolean,
      );
    },
    async close(): Promise<void> {
      await escapeFrom(page, menu);
    },
  };
}
