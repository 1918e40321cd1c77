import type { Locator, Page } from 'playwright-core';
import { whole } from './text.ts';
import { eventually } from './eventually.ts';
import { briefMs, escapeFrom, isSoon } from './untilDone.ts';

/** The context or drop-down menu that is open now. */
export function openMenu(page: Page) {
  const menu = page.locator('.monaco-menu:visible').last();
  const labels = menu.locator('.action-menu-item .action-label:not(.separator)');
  /** Opens one submenu after the other, as the mouse does, until the entry is there. */
  const openSubmenuWith = async (entry: Locator) => {
    const names = await menu
      .locator('.action-menu-item:has(.submenu-indicator) .action-label')
      .allInnerTexts();
    for (const name of names) {
      const parent = page.locator('.monaco-menu:visible').first();
      await parent.locator('.action-menu-item:has(.submenu-indicator)', { hasText: name }).click();
      const inside = page.locator('.monaco-menu:visible .monaco-submenu:visible .action-label');
      await inside.first().waitFor();
      if ((await entry.count()) > 0) return;
    }
  };
  const click = async (label: string): Promise<boolean> => {
    const entry = labels.filter({ hasText: whole(label) });
    if (!(await isSoon(labels.first(), 'visible'))) return false;
    if ((await entry.count()) === 0) await openSubmenuWith(entry);
    if (!(await isSoon(entry, 'visible'))) return false;
    let clicked = false;
    await eventually(
      `The menu entry “${label}” chosen`,
      async () => {
        if (await menu.isVisible()) {
          const arrival = await clickArrives(entry);
          // On a busy machine the time may be over when the click has arrived: the entry knows.
          try {
            await entry.click({ timeout: briefMs });
          } finally {
            clicked = await arrival();
          }
        }
        return menu.waitFor({ state: 'hidden', timeout: 500 }).then(
          () => true,
          () => false,
        );
      },
      Boolean,
    );
    return clicked;
  };
  return {
    isOpen: () => menu.isVisible(),
    /** Whether it comes within seconds. */
    opens: () => isSoon(menu, 'visible'),
    async entries(): Promise<string[]> {
      await labels.first().waitFor();
      return labels.allInnerTexts();
    },
    /** Clicks an entry by its whole label, also one of a submenu, which is opened first. */
    async choose(label: string): Promise<void> {
      if (!(await click(label))) throw new Error(`The menu has no “${label}”, or is closed again.`);
    },
    /** The same; `false` where the menu is closed again before, as by a file that is opened then. */
    click,
    async close(): Promise<void> {
      await escapeFrom(page, menu);
    },
  };
}

/**
 * Resolves, once the menu takes clicks, with what tells whether one has come to this element since. A menu takes
 * none in its first tenth of a second: its timer was set before the one here, and timers go off in order.
 */
async function clickArrives(entry: Locator): Promise<() => Promise<boolean>> {
  const seen = await entry.evaluateHandle(async (element) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const clicks = { arrived: false };
    // VS Code's menus act when the button is let go.
    element.addEventListener('mouseup', () => (clicks.arrived = true), { capture: true });
    return clicks;
  });
  return () => seen.evaluate(({ arrived }) => arrived);
}
