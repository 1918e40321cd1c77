import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { palette } from './palette.ts';
import { briefMs, untilDone } from './untilDone.ts';

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
    /** Types a line, again where some of it went elsewhere, and presses Enter. */
    async run(line: string): Promise<void> {
      const box = screen.locator('textarea');
      // A long line goes on in the next row.
      const isTyped = async () =>
        (await text()).replaceAll(/\s/g, '').endsWith(line.replaceAll(/\s/g, ''));
      let isAgain = false;
      await untilDone(
        `“${line}” in the terminal`,
        async () => {
          if (isAgain) await box.press('Control+u');
          isAgain = true;
          await box.pressSequentially(line);
        },
        () =>
          eventually('The line', isTyped, Boolean, briefMs).then(
            () => true,
            () => false,
          ),
      );
      await box.press('Enter');
    },
    /** Presses Ctrl+C until what runs has ended. */
    async interrupt(hasEnded: () => boolean): Promise<void> {
      await untilDone(
        'The end of what runs in the terminal',
        () => screen.locator('textarea').press('Control+c'),
        () =>
          eventually('The end', hasEnded, Boolean, briefMs).then(
            () => true,
            () => false,
          ),
      );
    },
    /** Shows the one that is there; resolves when something stands in it. */
    async show(): Promise<void> {
      if (!(await screen.isVisible())) await palette(page).run('Terminal: Focus on Terminal View');
      await screen.waitFor();
      await eventually('Text in the terminal', text, (shown) => shown !== '');
    },
    /** The lines on the screen. */
    text,
    waitForText: (expected: RegExp) =>
      eventually(`The terminal showing ${expected.source}`, text, (shown) => expected.test(shown)),
  };
}
