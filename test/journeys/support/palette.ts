import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { quickInput } from './quickInput.ts';
import { textOf } from './text.ts';
import { briefMs, escapeFrom, untilDone } from './untilDone.ts';

/** A command's title; its second line is an alias. */
const firstLine = '.quick-input-list-row:first-child .label-name';

/** The command palette. */
export function palette(page: Page) {
  const question = quickInput(page);
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-box input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');
  const commands = input.and(page.locator('[placeholder^="Type the name of a command"]'));
  /** What takes the focus meanwhile, as a view that has just been opened, closes it: then once more. */
  const open = (filter: string) =>
    eventually(
      `The palette with “${filter}”`,
      async () => {
        if (!(await commands.isVisible())) {
          await page.keyboard.press('F1');
          await commands.waitFor({ timeout: briefMs });
        }
        await commands.fill(`>${filter}`, { timeout: briefMs });
        await rows.first().waitFor({ timeout: briefMs });
        return true;
      },
      Boolean,
    );
  const close = () => escapeFrom(page, widget);
  /** Runs a command by its whole title with category, e.g. `Keyrail: Create Key…`. */
  const run = async (title: string): Promise<void> => {
    const top = () => textOf(rows.and(page.locator('.focused')).locator(firstLine));
    await eventually(
      `The command “${title}” on top of the palette`,
      async () => {
        await open(title);
        const label = await eventually('It', top, (now) => now === title, briefMs).catch(top);
        if (label === title) {
          // Where something else has closed it meanwhile there is no box, and nothing was pressed.
          await commands.press('Enter', { timeout: briefMs });
          return label;
        }
        // The palette knows the commands that were there when it was opened, and offers others meanwhile.
        await close();
        return label;
      },
      // It is drawn several times while it is filtered, so a click could hit another row.
      (label) => label === title,
    );
  };
  return {
    run,
    /**
     * Runs a command of Keyrail until its question is there, whose title begins as the command's does. What has the
     * keyboard back from the palette just then, a page or a view, takes it from the question, which closes.
     */
    ask: (title: string): Promise<void> =>
      untilDone(
        `The question “${title}”`,
        () => run(`Keyrail: ${title}…`),
        () =>
          eventually('Its title', question.title, (shown) => shown.startsWith(title), briefMs).then(
            () => true,
            () => false,
          ),
      ),
    /** Titles that the palette offers for what is typed. */
    async offers(filter: string): Promise<string[]> {
      await open(filter);
      const titles = await rows.locator(firstLine).allInnerTexts();
      await close();
      return titles;
    },
  };
}
