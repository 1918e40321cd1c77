import type { Page } from 'playwright-core';
import { textOf, whole } from './text.ts';
import { eventually } from './eventually.ts';
import { asSoonAsItCan, briefMs, escapeFrom, isSoon, readMs } from './untilDone.ts';

/** The modal dialog that is open now. */
export function dialog(page: Page) {
  const box = page.locator('.monaco-dialog-box');
  const shown = () => box.waitFor();
  const buttons = box.locator('.dialog-buttons .monaco-button');
  return {
    waitFor: shown,
    isOpen: () => box.isVisible(),
    /** Whether it comes within seconds. */
    opens: () => isSoon(box, 'visible'),
    /** Whether a key that is pressed now goes there: it is shown a moment before it has the focus. */
    hasFocus: async () => (await box.locator(':focus').count()) > 0,
    async message(): Promise<string> {
      await shown();
      return textOf(box.locator('.dialog-message-text'));
    },
    /** The smaller text below the message, with its line breaks. */
    async detail(): Promise<string> {
      await shown();
      return (await box.locator('.dialog-message-detail').allInnerTexts()).join('\n').trim();
    },
    async buttons(): Promise<string[]> {
      await shown();
      return buttons.allInnerTexts();
    },
    /** Ticks or unticks the checkbox. */
    async check(wanted: boolean): Promise<void> {
      const checkbox = box.locator('.dialog-checkbox-row .monaco-checkbox');
      if ((await checkbox.getAttribute('aria-checked', { timeout: readMs })) !== String(wanted))
        await checkbox.click();
    },
    /** Leaves the question without an answer. */
    async cancel(): Promise<void> {
      await shown();
      await escapeFrom(page, box);
    },
    /** Clicks a button by its whole label; resolves when this dialog is gone. */
    async click(label: string): Promise<void> {
      await shown();
      const message = box.locator('.dialog-message-text');
      const before = await textOf(message);
      // Another dialog may take its place at once. Some have no message, so its absence says nothing.
      const now = async () => ((await box.isVisible()) ? textOf(message) : undefined);
      await asSoonAsItCan(`“${label}” clicked`, async () => {
        if ((await now()) === before)
          await buttons.filter({ hasText: whole(label) }).click({ timeout: briefMs });
      });
      await eventually(`The dialog “${before}” closed`, now, (text) => text !== before);
    },
  };
}
