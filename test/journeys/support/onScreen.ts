import type { Page } from 'playwright-core';

/** What of a window asks for something, covers something, or has the keyboard. */
const parts = {
  dialog: '.monaco-dialog-box',
  question: '.quick-input-widget',
  messages: '.notifications-toasts, .notifications-center.visible',
  menu: '.monaco-menu',
  tabs: '.tabs-container',
  'side bar': '.sidebar',
};

/**
 * The words of a window's parts that are to be seen, and what has the focus, in one line: for a
 * failure on a machine whose pictures nobody can look at.
 */
export async function onScreen(page: Page): Promise<string> {
  const said: string[] = [];
  for (const [part, selector] of Object.entries(parts)) {
    const texts = await page.locator(`:is(${selector}):visible`).allInnerTexts();
    const words = texts.join(' ').replace(/\s+/g, ' ').trim();
    if (words !== '') said.push(`${part}: “${words.slice(0, 500)}”`);
  }
  const focus = await page.evaluate(() => {
    const active = document.activeElement;
    return `<${active?.tagName.toLowerCase() ?? ''} class="${active?.className ?? ''}">, ${document.hasFocus() ? 'focused' : 'not focused'}`;
  });
  return [...said, `focus: ${focus}`].join('; ');
}
