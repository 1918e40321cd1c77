import type { Locator, Page } from 'playwright-core';
import { patienceMs } from '../../support/patience.ts';
import { eventually } from './eventually.ts';

/** For what is either there soon, or will not come from what was done last. */
export const briefMs = 5000;

/**
 * For what is read where it may have gone meanwhile: shorter than the patience of whoever reads again.
 */
export const readMs = patienceMs / 4;

/**
 * Does what a person does until it has had its effect. A key that is pressed while the focus is on its
 * way to another part of the window, and a click on a row that is drawn again at that moment, are taken
 * by nobody, and a person then does it once more.
 *
 * @param act Does it, unless it is not needed any more; may throw where it could not be done
 * @param happened Whether it has had its effect; asked after each time
 */
export async function untilDone(
  what: string,
  act: () => Promise<void>,
  happened: () => Promise<boolean>,
): Promise<void> {
  await eventually(
    what,
    async () => {
      await act();
      return happened();
    },
    Boolean,
  );
}

/**
 * Does something once, as soon as it can be done: what is drawn again, hidden or covered meanwhile is
 * looked for anew. The act has to give up after `briefMs`, and end with what must not be done twice.
 */
export async function asSoonAsItCan(what: string, act: () => Promise<unknown>): Promise<void> {
  await eventually(what, () => act().then(() => true), Boolean);
}

/** Presses a key until what it opens is on the screen. */
export async function pressUntil(page: Page, key: string, opened: Locator): Promise<void> {
  await untilDone(
    `What ${key} opens`,
    async () => {
      if (!(await opened.isVisible())) await page.keyboard.press(key);
    },
    () => isSoon(opened, 'visible'),
  );
}

/** Presses Escape until what it closes is gone. */
export async function escapeFrom(page: Page, open: Locator): Promise<void> {
  await untilDone(
    'Escape',
    () => page.keyboard.press('Escape'),
    () => isSoon(open, 'hidden'),
  );
}

/** Whether it comes to this state within seconds. */
export function isSoon(locator: Locator, state: 'visible' | 'hidden'): Promise<boolean> {
  return locator.waitFor({ state, timeout: briefMs }).then(
    () => true,
    () => false,
  );
}
