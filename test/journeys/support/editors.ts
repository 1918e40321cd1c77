import type { Locator, Page } from 'playwright-core';
import { quoted, whole } from './text.ts';
import { eventually } from './eventually.ts';
import { palette } from './palette.ts';
import {
  asSoonAsItCan,
  briefMs,
  escapeFrom,
  isSoon,
  pressUntil,
  readMs,
  untilDone,
} from './untilDone.ts';

/** A place in a text; the first line and column are 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The open editors and the text in the active one. */
export function editors(page: Page) {
  const group = page.locator('.editor-group-container.active');
  const tabs = page.locator('.tabs-container .tab');
  const tab = (title: string) => page.locator(tabSelector(title)).first();
  const surface = group.locator('.monaco-editor').first();
  /** The editor that what is typed goes to. */
  const focused = group.locator('.monaco-editor.focused').first();
  const lines = () =>
    surface.locator('.view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({
          top: Number.parseFloat(getComputedStyle(element).top),
          text: element.textContent.replaceAll('\u00a0', ' '),
        }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text),
    );
  const cursorAt = ({ line, column }: Position) =>
    page.locator('.statusbar-item[id="status.editor.selection"]', {
      hasText: whole(`Ln ${line}, Col ${column}`),
    });
  const fixes = page.locator('.action-widget .monaco-list-row.action');
  const noFixes = page.locator('.monaco-editor-overlaymessage:visible', {
    hasText: 'No code actions available',
  });
  /**
   * Asked for too early, VS Code says that there are none, and is asked again. While the list is open the
   * same key takes its first entry: it is pressed once, and where no answer comes, the command asks, which
   * no list takes for an entry of its own.
   */
  const openFixes = () => {
    let ask = () => page.keyboard.press('Control+.');
    return eventually(
      'Quick fixes at the cursor',
      async () => {
        await ask();
        if (!(await isSoon(fixes.or(noFixes).first(), 'visible'))) {
          ask = () => palette(page).run('Quick Fix...');
          return false;
        }
        if (await fixes.first().isVisible()) return true;
        await escapeFrom(page, noFixes);
        return false;
      },
      Boolean,
    );
  };
  return {
    /**
     * Opens a file of the folder by its path in it, through Quick Open, with the cursor at a place, where one is
     * named: one search instead of two.
     */
    async openFile(relative: string, at?: Position): Promise<void> {
      const widget = page.locator('.quick-input-widget:visible');
      const input = widget.locator('.quick-input-box input');
      const name = relative.split('/').at(-1)!;
      const row = widget
        .locator('.quick-input-list .monaco-list-row')
        .filter({ has: page.locator('.label-name', { hasText: whole(name) }) });
      await untilDone(
        `${name} opened`,
        async () => {
          await pressUntil(page, 'Control+P', input);
          const place = at ? `:${at.line}:${at.column}` : '';
          await input.fill(`${relative}${place}`, { timeout: briefMs });
          await row.first().click({ timeout: briefMs });
        },
        async () =>
          (await isSoon(tab(name), 'visible')) &&
          (at === undefined || isSoon(cursorAt(at), 'visible')),
      );
      if (at) await focused.waitFor();
    },
    titles: () => titlesOf(tabs),
    activeTitle: async () => (await titlesOf(group.locator('.tab.active'))).join(''),
    /** Waits for a tab and shows it. */
    async show(title: string): Promise<void> {
      await tab(title).click();
    },
    async close(title: string): Promise<void> {
      await asSoonAsItCan(`The tab ${title} closed`, async () => {
        await tab(title).hover({ timeout: briefMs });
        await tab(title).locator('.tab-actions .action-label').click({ timeout: briefMs });
      });
    },
    /** Waits for the preview of a Markdown text and shows it; answers with whether there is something to save. */
    async showPreview(name: string): Promise<boolean> {
      const shown = tabs.filter({ hasText: `Preview ${name}` });
      await shown.click();
      return /\bdirty\b/.test((await shown.getAttribute('class', { timeout: readMs })) ?? '');
    },
    isDirty: async (title: string) =>
      /\bdirty\b/.test((await tab(title).getAttribute('class', { timeout: readMs })) ?? ''),
    /** The lines on the screen; a file longer than the window is read from disk instead. */
    lines,
    waitForLine: (expected: RegExp) =>
      eventually(`A line matching ${expected.source}`, lines, (all) =>
        all.some((line) => expected.test(line)),
      ),
    /**
     * Puts the cursor at the end of a line (1 is the first), or so many signs before it: of a text that is
     * wholly on the screen, as each key that is pressed costs as much as going to a line.
     */
    async goTo(line: number, before = 0): Promise<void> {
      await surface.click();
      const box = page.locator('.quick-input-widget:visible .quick-input-box input');
      await pressUntil(page, 'Control+G', box);
      const column =
        before === 0 ? '' : `:${((await lines())[line - 1]?.length ?? 0) + 1 - before}`;
      await box.fill(`:${line}${column}`);
      await box.press('Enter');
      await box.waitFor({ state: 'hidden' });
      await focused.waitFor();
      if (before === 0) await page.keyboard.press('End');
    },
    /** Puts a text in at the cursor at once, where it is not what comes of each key that is to be seen. */
    async insert(text: string): Promise<void> {
      await focused.waitFor();
      await page.keyboard.insertText(text);
    },
    /** Types at the cursor; each key costs some 30 ms of processor time. */
    async type(text: string): Promise<void> {
      await focused.waitFor();
      await page.keyboard.type(text);
    },
    async save(): Promise<void> {
      const dirty = group.locator('.tab.active.dirty');
      await untilDone(
        'Saving',
        async () => {
          if (await dirty.isVisible()) await page.keyboard.press('Control+S');
        },
        () => isSoon(dirty, 'hidden'),
      );
    },
    /** Opens the list of quick fixes at the cursor. */
    openFixes,
    /** Titles of the quick fixes at the cursor. */
    async quickFixes(): Promise<string[]> {
      await openFixes();
      const titles = await fixes.locator('.title').allInnerTexts();
      await escapeFrom(page, fixes.first());
      return titles;
    },
    async quickFix(title: string): Promise<void> {
      await openFixes();
      await fixes.filter({ has: page.locator('.title', { hasText: whole(title) }) }).click();
    },
    /** Number of places that are underlined as `error`, `warning` or `info`. */
    underlined: (severity: 'error' | 'warning' | 'info' | 'hint') =>
      surface.locator(`.squiggly-${severity}`).count(),
    /** What is said of the text at the cursor, once it says this. */
    hover: (expected: RegExp) =>
      eventually(
        `A hover that says ${expected.source}`,
        async () => {
          await page.keyboard.press('Control+K');
          await page.keyboard.press('Control+I');
          // Each press asks anew, and the answer takes its time.
          const hovers = page.locator('.monaco-hover:visible');
          await hovers
            .filter({ hasText: expected })
            .first()
            .waitFor({ timeout: 2000 })
            .catch(nothing);
          return (await hovers.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
        },
        (text) => expected.test(text),
      ),
    /** Labels of the code lenses on the screen, and a click on one. */
    codeLenses: () => surface.locator('.codelens-decoration a').allInnerTexts(),
    async codeLens(label: string): Promise<void> {
      const lens = surface.locator('.codelens-decoration a').getByText(label, { exact: true });
      await asSoonAsItCan(`The lens “${label}” clicked`, () => lens.click({ timeout: briefMs }));
    },
    has: async (title: string) => (await tab(title).count()) > 0,
  };
}

const nothing = () => undefined;

/** A file's tab has its name without its folder, a page's tab its title. */
export const tabSelector = (title: string) =>
  `.tabs-container .tab[data-resource-name=${quoted(title)}]`;

const titlesOf = (tabs: Locator) =>
  tabs.evaluateAll((all) => all.map((tab) => tab.getAttribute('data-resource-name') ?? ''));
