import type { Locator, Page } from 'playwright-core';
import { quoted, whole } from './text.ts';
import { eventually } from './eventually.ts';
import { openMenu } from './menu.ts';
import { asSoonAsItCan, briefMs, isSoon, readMs, untilDone } from './untilDone.ts';
import { readRows, type TreeRow } from './treeRow.ts';

/** Of one try; `untilDone` makes another. */
const brief = { timeout: briefMs };

/** The rows of one view. A row is named by its label; with several alike, the first is meant. */
export function tree(page: Page, pane: Locator) {
  const list = pane.locator('.monaco-list').first();
  const rowsOf = list.locator('.monaco-list-row');
  const labelled = (label: string) =>
    rowsOf.filter({ has: page.locator('.label-name', { hasText: whole(label) }) }).first();

  /** Goes through the list by key; resolves with whether that moved the focus. */
  const press = async (key: 'Home' | 'End' | 'PageDown'): Promise<boolean> => {
    const before = await list.getAttribute('aria-activedescendant', { timeout: readMs });
    await list.focus();
    await page.keyboard.press(key);
    // Two frames paint the new rows; there is no event to wait for.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    return (await list.getAttribute('aria-activedescendant', { timeout: readMs })) !== before;
  };

  /** Brings a row onto the screen, scrolling if it has to. */
  const reveal = async (label: string): Promise<Locator> => {
    const row = labelled(label);
    await eventually(
      `A row “${label}”`,
      async () => {
        if ((await row.count()) > 0) return true;
        if (!(await list.isVisible())) return 'no rows at all';
        await press('Home');
        while ((await row.count()) === 0 && (await press('PageDown')));
        return (await row.count()) > 0 || (await rowsOf.locator('.label-name').allInnerTexts());
      },
      (found) => found === true,
    );
    await row.scrollIntoViewIfNeeded();
    return row;
  };

  const setExpanded = async (label: string, wanted: boolean): Promise<void> => {
    const is = async () =>
      (await (await reveal(label)).getAttribute('aria-expanded', { timeout: readMs })) ===
      String(wanted);
    await untilDone(
      `“${label}” ${wanted ? 'expanded' : 'collapsed'}`,
      async () => {
        if (!(await is())) await labelled(label).locator('.monaco-tl-twistie').click(brief);
      },
      () => eventually('Its state', is, Boolean, briefMs).catch(() => false),
    );
  };

  /** On the label: the middle of a row may be an inline action's. */
  const openMenuOf = async (label: string) => {
    const menu = openMenu(page);
    await untilDone(
      `The menu of “${label}”`,
      async () => {
        if (await menu.isOpen()) return;
        const row = await reveal(label);
        await row.locator('.label-name').click({ button: 'right', ...brief });
      },
      menu.opens,
    );
    return menu;
  };

  return {
    /** The rows on the screen, from top to bottom; none while something else is shown. */
    async rows(): Promise<TreeRow[]> {
      return (await list.isVisible()) ? readRows(rowsOf) : [];
    },
    /** One row, as soon as it is there. */
    async row(label: string): Promise<TreeRow> {
      const [row] = await readRows(await reveal(label));
      if (!row) throw new Error(`The row “${label}” went away while it was read.`);
      return row;
    },
    /** Waits until the rows on the screen are accepted; resolves with them. */
    waitForRows: (what: string, accept: (rows: TreeRow[]) => boolean): Promise<TreeRow[]> =>
      eventually(what, async () => ((await list.isVisible()) ? readRows(rowsOf) : []), accept),
    /** Goes to the last row by key until the rows there are accepted. */
    waitForEnd: (what: string, accept: (rows: TreeRow[]) => boolean): Promise<TreeRow[]> =>
      eventually(
        what,
        async () => {
          await press('End');
          return readRows(rowsOf);
        },
        accept,
      ),
    expand: (label: string) => setExpanded(label, true),
    collapse: (label: string) => setExpanded(label, false),
    async click(label: string): Promise<void> {
      await asSoonAsItCan(`“${label}” clicked`, async () =>
        (await reveal(label)).locator('.label-name').click(brief),
      );
    },
    /** Titles of the icons that appear in a row under the mouse. */
    async inlineActions(label: string): Promise<string[]> {
      const row = await reveal(label);
      await row.hover();
      const found = await row.locator('.actions .action-label').all();
      return Promise.all(
        found.map(
          async (action) => (await action.getAttribute('aria-label', { timeout: readMs })) ?? '',
        ),
      );
    },
    /** Clicks an icon in a row by the command's title. */
    async inline(label: string, action: string): Promise<void> {
      await asSoonAsItCan(`“${action}” of “${label}” clicked`, async () => {
        const row = await reveal(label);
        await row.hover(brief);
        await row.locator(`.actions .action-label[aria-label=${quoted(action)}]`).click(brief);
      });
    },
    /** Labels of a row's context menu. */
    async menu(label: string): Promise<string[]> {
      const menu = await openMenuOf(label);
      const entries = await menu.entries();
      await menu.close();
      return entries;
    },
    /** Chooses an entry of a row's context menu. */
    async choose(label: string, entry: string): Promise<void> {
      let chosen = false;
      await untilDone(
        `“${entry}” of “${label}” chosen`,
        async () => {
          chosen = await (await openMenuOf(label)).click(entry);
        },
        () => Promise.resolve(chosen),
      );
    },
    /** Text of the hover over a row. */
    async tooltip(label: string): Promise<string> {
      const hover = page.locator('.monaco-hover:visible').last();
      await untilDone(
        `A hover over “${label}”`,
        async () => {
          const row = await reveal(label);
          await page.mouse.move(0, 0);
          await row.locator('.label-name').hover(brief);
        },
        () => isSoon(hover, 'visible'),
      );
      const text = await eventually(
        `The hover over “${label}”`,
        () => hover.innerText({ timeout: readMs }),
        (shown) => shown !== 'Loading...',
      );
      await page.mouse.move(0, 0);
      return text.trim();
    },
  };
}

/** What a screen reader says of the row that has the keyboard; else what has it. */
export function focusedRow(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const row = active?.getAttribute('aria-activedescendant');
    return (
      (row && document.getElementById(row)?.getAttribute('aria-label')) ||
      `<${active?.tagName ?? ''}>`
    );
  });
}
