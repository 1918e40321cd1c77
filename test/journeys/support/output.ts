import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** The Output panel: what a log channel says. */
export function output(page: Page) {
  const pane = page.locator('.part.panel');
  const lines = async () => {
    const all = await pane.locator('.monaco-editor .view-line').allInnerTexts();
    return all.map((line) => line.replaceAll('\u00a0', ' '));
  };
  return {
    isOpen: () => pane.isVisible(),
    /** Lines of the shown channel that are on the screen. */
    lines,
    waitForLine: (expected: RegExp) =>
      eventually(`A log line ${expected.source}`, lines, (all) =>
        all.some((line) => expected.test(line)),
      ),
  };
}
