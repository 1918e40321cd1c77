import type { Page } from 'playwright-core';
import { quoted, textOf, whole } from './text.ts';
import { eventually } from './eventually.ts';
import {
  asSoonAsItCan,
  briefMs,
  escapeFrom,
  isSoon,
  pressUntil,
  readMs,
  untilDone,
} from './untilDone.ts';

export interface QuickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** `undefined` where only one can be picked. */
  readonly checked: boolean | undefined;
  /** The heading above it; `''` without one. */
  readonly separator: string;
}

/** The list or box at the top of the window that asks for something. */
export function quickInput(page: Page) {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-box input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');
  const row = (label: string) =>
    rows.filter({ has: page.locator('.label-name', { hasText: whole(label) }) }).first();
  const title = () => textOf(widget.locator('.quick-input-title:visible'));
  const message = () => textOf(widget.locator('.quick-input-message:visible'));

  const items = (): Promise<QuickItem[]> =>
    rows.evaluateAll((elements) => {
      const text = (element: Element, selector: string) =>
        element.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
      return elements
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((element) => ({
          label: text(element, '.label-name'),
          description: text(element, '.label-description'),
          detail: text(
            element,
            '.quick-input-list-label-meta .monaco-icon-label:not([style*="none"])',
          ),
          checked: element.hasAttribute('aria-checked')
            ? element.getAttribute('aria-checked') === 'true'
            : undefined,
          separator: text(element, '.quick-input-list-separator:not([style*="none"])'),
        }));
    });

  /** Types into the filter when a row is not among those on the screen. */
  const find = async (label: string) => {
    await input.waitFor();
    await rows.first().waitFor();
    if ((await row(label).count()) === 0) await input.fill(label);
    await row(label).waitFor();
    return row(label);
  };

  /**
   * A list of a step with a count is over once another step, none, or a box of the same step is there:
   * what is done next is for that one.
   */
  const leaveStep = async (asked: string) => {
    if (!/\(\d+\/\d+\)/.test(asked)) return;
    await eventually(
      'The next step',
      async () =>
        (await title()) !== asked || !(await widget.locator('.quick-input-list').isVisible()),
      Boolean,
    );
  };

  return {
    title,
    /** Waits for the step whose title matches; steps that follow each other look alike otherwise. */
    waitForTitle: (expected: RegExp) =>
      eventually(`A question titled ${expected.source}`, title, (text) => expected.test(text)),
    placeholder: async () => (await input.getAttribute('placeholder', { timeout: readMs })) ?? '',
    /** What is offered; resolves when there is something. */
    async items(): Promise<QuickItem[]> {
      await rows.first().waitFor();
      return items();
    },
    /** Texts of the list that end in `…`, because the list is not wide enough for them. */
    cutTexts: () =>
      rows
        .locator('.monaco-icon-label-container')
        .evaluateAll((texts) =>
          texts
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map(({ textContent }) => textContent),
        ),
    waitForItems: (what: string, accept: (items: QuickItem[]) => boolean) =>
      eventually(what, items, accept),
    /** The row that Enter takes; `''` without one. */
    focused: () => textOf(widget.locator('.monaco-list-row.focused .label-name').first()),
    /** Picks one by its whole label. */
    async pick(label: string): Promise<void> {
      // The hover of a row that the mouse was left on would lie over the one below it.
      await page.mouse.move(1, 1);
      const asked = await title();
      await (await find(label)).click();
      await leaveStep(asked);
    },
    /** Checks exactly these and accepts. */
    async pickMany(labels: readonly string[]): Promise<void> {
      await rows.first().waitFor();
      const checked = async () =>
        (await items()).filter((item) => item.checked).map(({ label }) => label);
      await untilDone(
        `Exactly ${labels.join(', ')} checked`,
        async () => {
          const now = await checked();
          for (const { label } of await items()) {
            if (now.includes(label) !== labels.includes(label))
              await row(label).locator('.monaco-checkbox').click({ timeout: briefMs });
          }
        },
        async () => {
          const now = await checked();
          return now.length === labels.length && labels.every((label) => now.includes(label));
        },
      );
      const asked = await title();
      await widget.locator('.quick-input-action:visible .monaco-button').first().click();
      await leaveStep(asked);
    },
    /** Clicks a button of an item or of the title bar, by its tooltip. */
    async itemButton(label: string, button: string): Promise<void> {
      await asSoonAsItCan(`“${button}” of “${label}” clicked`, async () => {
        const item = await find(label);
        await item.hover({ timeout: briefMs });
        await item
          .locator(`.action-label[aria-label=${quoted(button)}]`)
          .click({ timeout: briefMs });
      });
    },
    async titleButton(button: string): Promise<void> {
      await widget
        .locator(`.quick-input-titlebar .action-label[aria-label=${quoted(button)}]`)
        .click();
    },
    /** To the step before; VS Code puts its shortcut into the button's name. */
    back: () => widget.locator('.quick-input-left-action-bar .action-label').first().click(),
    /** Opens it by a shortcut. */
    open: (key: string) => pressUntil(page, key, input),
    value: () => input.inputValue({ timeout: readMs }),
    /** Whether what is typed is hidden. */
    isPassword: async () => (await input.getAttribute('type', { timeout: readMs })) === 'password',
    /** Replaces what is in the box, without accepting it. */
    async type(text: string): Promise<void> {
      await input.waitFor();
      await input.fill(text);
    },
    /** Replaces what is in the box, which must be an input box, and accepts it. */
    async answer(text: string): Promise<void> {
      await input.waitFor();
      // The list of the step before has a box, too, which would filter it by the answer.
      await widget.locator('.quick-input-list').waitFor({ state: 'hidden' });
      await input.fill(text);
      await input.press('Enter');
    },
    accept: () => input.press('Enter'),
    /**
     * Answers VS Code's file dialog with a path, or with the one that it suggests. It puts the folder
     * that it begins with into the box, and takes no Enter, once it has read that folder.
     */
    async chooseFile(file?: string): Promise<void> {
      const asked = await title();
      await untilDone(
        `The file dialog “${asked}” answered`,
        async () => {
          if ((await title()) !== asked) return;
          if (file !== undefined) await input.fill(file, { timeout: briefMs });
          await input.press('Enter', { timeout: briefMs });
        },
        () =>
          eventually('Its end', title, (now) => now !== asked, briefMs).then(
            () => true,
            () => false,
          ),
      );
    },
    /** The prompt, or the reason why an input is not accepted. */
    message,
    waitForMessage: (expected: RegExp) =>
      eventually(`A message ${expected.source}`, message, (text) => expected.test(text)),
    async cancel(): Promise<void> {
      await escapeFrom(page, widget);
    },
    /** Whether its progress bar moves. */
    isBusy: async () =>
      (await widget
        .locator(
          '.quick-input-progress .monaco-progress-container.active, .quick-input-progress.active',
        )
        .count()) > 0,
    isOpen: () => widget.isVisible(),
    /** Whether it comes: what opens it may ask a server first, and once more would open another one. */
    comes: () => isSoon(widget, 'visible'),
    /** Whether a key that is pressed now goes there: it is shown a moment before it has the focus. */
    hasFocus: async () => (await widget.locator(':focus').count()) > 0,
    waitUntilClosed: () => widget.waitFor({ state: 'hidden' }),
  };
}
