import type { Page } from 'playwright-core';
import { quoted, textOf, whole } from './text.ts';
import { eventually } from './eventually.ts';
import { openMenu } from './menu.ts';
import { tree } from './tree.ts';
import { asSoonAsItCan, briefMs, readMs } from './untilDone.ts';

/** One view of the side bar, by its name; its container must be open. */
export function view(page: Page, name: string) {
  const header = page
    .locator('.pane-header')
    .filter({ has: page.locator('h3.title', { hasText: whole(name) }) });
  const pane = page.locator('.pane').filter({ has: header });
  const actions = header.locator('.actions');
  /** An icon of the title is there while the mouse is over the view; what is drawn again moves from under it. */
  const clickTitle = async (icon: string) => {
    await asSoonAsItCan(`${icon} in the title of “${name}” clicked`, async () => {
      await pane.hover({ timeout: briefMs });
      await actions.locator(icon).click({ timeout: briefMs });
    });
  };
  const welcome = pane.locator('.welcome-view-content:visible');
  return {
    ...tree(page, pane),
    /** The line above the rows; `''` without one. */
    message: () => textOf(pane.locator('.tree-explorer-viewlet-tree-view .message:visible')),
    waitForMessage: (expected: RegExp) =>
      eventually(
        `The message of “${name}” matching ${expected.source}`,
        () => textOf(pane.locator('.tree-explorer-viewlet-tree-view .message:visible')),
        (text) => expected.test(text),
      ),
    /** Whether nothing of it is cut off: it is as wide and as high as its words are. */
    showsWholeMessage: () =>
      pane
        .locator('.tree-explorer-viewlet-tree-view .message:visible')
        .evaluate(
          (element) =>
            element.scrollWidth <= element.clientWidth &&
            element.scrollHeight <= element.clientHeight,
        ),
    /** The description beside the view's name; `''` without one. */
    description: () => textOf(header.locator('.description')),
    /** What is shown instead of rows: its words and the labels of its buttons and links. */
    async welcome(): Promise<{ text: string; buttons: string[]; links: string[] }> {
      return {
        text: await textOf(welcome.locator('p')),
        buttons: await welcome.locator('.monaco-button').allInnerTexts(),
        links: await welcome.locator('a.monaco-link').allInnerTexts(),
      };
    },
    waitForWelcome: (expected: RegExp) =>
      eventually(
        `The welcome of “${name}” matching ${expected.source}`,
        () => textOf(welcome),
        (text) => expected.test(text),
      ),
    /** Clicks a button or link of the welcome view by its label. */
    async clickWelcome(label: string): Promise<void> {
      const button = welcome
        .locator('.monaco-button, a.monaco-link')
        .filter({ hasText: whole(label) });
      await asSoonAsItCan(`“${label}” in the welcome clicked`, () =>
        button.click({ timeout: briefMs }),
      );
    },
    /** The same by keyboard alone. */
    async pressWelcome(label: string): Promise<void> {
      await welcome
        .locator('.monaco-button')
        .filter({ hasText: whole(label) })
        .press('Enter');
    },
    /** Clicks an icon of the view's title by the command's title. */
    async titleAction(label: string): Promise<void> {
      await clickTitle(`.action-label[aria-label=${quoted(label)}]`);
    },
    /** Chooses from the `…` menu of the view's title. */
    async titleMenu(label: string): Promise<void> {
      await clickTitle('.action-label.codicon-toolbar-more');
      await openMenu(page).choose(label);
    },
    async expandView(): Promise<void> {
      if ((await header.getAttribute('aria-expanded', { timeout: readMs })) === 'false')
        await header.click();
    },
  };
}
