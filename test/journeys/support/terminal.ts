import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { palette } from './palette.ts';

/** The integrated terminal that is shown. */
export function terminal(page: Page) {
  const screen = page.locator('.terminal-wrapper.active .xterm:visible');
  const text = async () => {
    const rows = await screen.locator('.xterm-rows > div').allInnerTexts();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trim();
  };
  return {
    /** Opens a new one; resolves when its shell shows a prompt. */
    async open(): Promise<void> {
      await palette(page).run('Terminal: Create New Terminal');
      await screen.waitFor();
      await eventually('A prompt in the terminal', text, (shown) => shown !== '');
    },
    /** Types a line and presses Enter. */
    async run(line: string): Promise<void> {
      await screen.locator('textarea').pressSequentially(`${line}\n`);
    },
    /** The lines on the screen. */
    text,
    waitForText: (expected: RegExp) =>
      eventually(`The terminal showing ${expected.source}`, text, (shown) => expected.test(shown)),
  };
}
