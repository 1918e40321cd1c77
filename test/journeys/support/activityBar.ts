import type { Page } from 'playwright-core';
import { quoted } from './text.ts';
import { eventually } from './eventually.ts';
import { isSoon, readMs, untilDone } from './untilDone.ts';

/** The column of icons at the side. */
export function activityBar(page: Page) {
  const item = (name: string) =>
    page.locator(
      ['', ' (', ' - ']
        .map((next) =>
          next === ''
            ? `.activitybar li.action-item:has(> .action-label[aria-label=${quoted(name)}])`
            : `.activitybar li.action-item:has(> .action-label[aria-label^=${quoted(name + next)}])`,
        )
        .join(', '),
    );
  /** The number on the icon; `''` without one. */
  const badge = async (name: string): Promise<string> => {
    const found = item(name).locator('.badge:visible .badge-content');
    return (await found.allInnerTexts()).join('');
  };
  return {
    /**
     * Shows a container, e.g. `Keyrail` or `Explorer`. A click on the shown one would hide it, and a
     * window that begins shows one by itself a moment later: then it is clicked once more.
     */
    async open(name: string): Promise<void> {
      const tab = item(name);
      await tab.waitFor();
      const title = page.locator('.sidebar .composite.title').getByText(name, { exact: true });
      await untilDone(
        `${name} at the side`,
        async () => {
          if ((await tab.getAttribute('aria-selected', { timeout: readMs })) !== 'true')
            await tab.click();
        },
        () => isSoon(title, 'visible'),
      );
    },
    badge,
    waitForBadge: (name: string, expected: string) =>
      eventually(
        `The badge “${expected}” on ${name}`,
        () => badge(name),
        (text) => text === expected,
      ),
    /** What a screen reader says: the name and the badge's tooltip. */
    async label(name: string): Promise<string> {
      return (
        (await item(name)
          .locator('.action-label')
          .getAttribute('aria-label', { timeout: readMs })) ?? ''
      );
    },
  };
}
