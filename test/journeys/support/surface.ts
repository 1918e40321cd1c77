import type { Workbench } from './workbench.ts';

/** What a window showed before something was pressed. */
export interface Before {
  readonly tabs: readonly string[];
  readonly status: string;
}

export async function look(window: Workbench): Promise<Before> {
  const { tabs, status } = await atOnce(window);
  return { tabs, status };
}

/**
 * What VS Code shows after something was pressed, in words: `question: …` for a list or a box at the
 * top, `dialog: …`, `notice: …`, `tab: …` for an editor that was not there, `panel`, `status: …` for
 * another message in the status bar. `''` while nothing of that is shown.
 */
export async function surfaceOf(window: Workbench, before: Before): Promise<string> {
  const { dialog, quickInput, notifications } = window;
  const now = await atOnce(window);
  if (now.dialog) return `dialog: ${await dialog.message()}`;
  if (now.question) {
    return `question: ${(await quickInput.title()) || (await quickInput.placeholder())}`;
  }
  if (now.notice) {
    const told = (await notifications.list()).find(({ busy }) => !busy);
    if (told) return `notice: ${told.text}`;
  }
  const tab = now.tabs.find((title) => !before.tabs.includes(title));
  if (tab !== undefined) return `tab: ${tab}`;
  if (now.panel) return 'panel';
  return now.status === '' || now.status === before.status ? '' : `status: ${now.status}`;
}

/** Puts away whatever is shown, so that the next press starts from the same window. */
export async function putAway(window: Workbench, before: Before): Promise<void> {
  const { page, palette, dialog, quickInput, notifications, editors } = window;
  const now = await atOnce(window);
  if (now.dialog) await dialog.cancel();
  if (now.question) await quickInput.cancel();
  for (const { text, busy } of now.notice ? await notifications.list() : []) {
    if (!busy) await notifications.dismiss(text);
  }
  // Some of them may have come, or come to rest, after what was over them was put away.
  const after = await atOnce(window);
  for (const title of after.tabs) {
    if (before.tabs.includes(title)) continue;
    await editors.close(title);
    if (await dialog.isOpen()) await dialog.click("Don't Save");
  }
  if (after.panel) {
    await palette.run('View: Hide Panel');
    await page.locator('.part.panel').waitFor({ state: 'hidden' });
  }
}

/** In one question to the page, as each costs a hundredth of a second, and much is asked until something comes. */
function atOnce({ page }: Workbench) {
  return page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const shown = (selector: string) => all(selector).filter((one) => one.checkVisibility());
    return {
      dialog: shown('.monaco-dialog-box').length > 0,
      question: shown('.quick-input-widget').length > 0,
      notice: shown('.notification-list-item').length > 0,
      tabs: all('.tabs-container .tab').map((tab) => tab.getAttribute('data-resource-name') ?? ''),
      panel: shown('.part.panel').length > 0,
      status: shown('.statusbar-item[id="status.extensionMessage"]')
        .map((item) => item.innerText)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  });
}
