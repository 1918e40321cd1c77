import type { Locator, Page } from 'playwright-core';
import { quoted, whole } from './text.ts';
import { eventually } from './eventually.ts';
import { asSoonAsItCan, briefMs } from './untilDone.ts';

export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  /** Whether it shows that work goes on. */
  readonly busy: boolean;
}

/** The messages in the corner. */
export function notifications(page: Page) {
  const items = page.locator('.notification-list-item:visible');
  const centre = page.locator('.notifications-center.visible');
  const bell = page.locator('.statusbar-item[id="status.notifications"] a');
  const item = (text: string | RegExp) =>
    items
      .filter({ has: page.locator('.notification-list-item-message', { hasText: text }) })
      .first();
  const list = (): Promise<Notice[]> =>
    items.evaluateAll((elements) =>
      elements.map((element) => {
        const icon = element.querySelector('.notification-list-item-icon')?.className ?? '';
        const message = element.querySelector('.notification-list-item-message');
        const buttons = element.querySelectorAll(
          '.notification-list-item-buttons-container .monaco-button',
        );
        const severity = /codicon-(info|warning|error)/.exec(icon)?.[1];
        return {
          severity: severity === 'error' || severity === 'warning' ? severity : 'info',
          text: (message?.textContent ?? '').trim(),
          buttons: [...buttons]
            .map((button) => button.textContent.trim())
            // Two buttons and more are kept beside the drop-down that holds the rest.
            .filter((label) => label !== ''),
          busy: element.querySelector('.monaco-progress-container.active') !== null,
        } as const;
      }),
    );
  const toggle = async (open: boolean) => {
    if ((await centre.isVisible()) !== open) await bell.click();
  };
  /** Does something with a message; the notification centre is opened when it is not on the screen. */
  const at = async (text: string | RegExp, work: (one: Locator) => Promise<void>) => {
    const one = item(text);
    await asSoonAsItCan(`What is done with the message ${String(text)}`, async () => {
      // It may be hidden meanwhile, and moved from under the mouse by another one.
      if (!(await one.isVisible())) await toggle(true);
      await work(one);
    });
    // Left open, it would take the Escape that is meant for something else.
    await toggle(false);
  };
  return {
    list,
    /** The notification centre holds also what VS Code has hidden meanwhile. Without messages it stays closed. */
    showCentre: toggle,
    /**
     * Waits for a message; resolves with it. VS Code shows no more than a few in a second and hides
     * them after a while, so the notification centre is looked into when it does not come.
     */
    async waitFor(text: string | RegExp): Promise<Notice> {
      const matches = (notice: Notice) =>
        typeof text === 'string' ? notice.text.includes(text) : text.test(notice.text);
      const patience = Date.now() + 2000;
      const all = await eventually(
        `A notification ${String(text)}`,
        async () => {
          if (Date.now() > patience) await toggle(true);
          return list();
        },
        (now) => now.some(matches),
      );
      await toggle(false);
      return all.find(matches)!;
    },
    /** Clicks a button of the message that holds `text`. */
    click: (text: string | RegExp, button: string): Promise<void> =>
      at(text, (one) =>
        one
          .locator('.notification-list-item-buttons-container .monaco-button')
          .filter({ hasText: whole(button) })
          .click({ timeout: briefMs }),
      ),
    dismiss: (text: string | RegExp): Promise<void> =>
      at(text, async (one) => {
        const clear = one.locator(`.action-label[aria-label^=${quoted('Clear Notification')}]`);
        await one.waitFor({ timeout: briefMs });
        // A page behind another one is drawn so seldom that nothing in it comes to rest in time.
        await page.bringToFront();
        await eventually(
          `The message ${String(text)} cleared`,
          async () => {
            // It may have been hidden meanwhile, and moved from under the mouse by another one.
            if (!(await one.isVisible())) await toggle(true);
            if (!(await one.isVisible())) return true;
            await one.hover({ timeout: briefMs });
            await clear.click({ timeout: briefMs });
            return !(await one.isVisible());
          },
          Boolean,
        );
      }),
    waitUntilGone: (text: string | RegExp): Promise<void> =>
      item(text).waitFor({ state: 'hidden' }),
  };
}
