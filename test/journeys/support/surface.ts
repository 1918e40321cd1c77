import { textOf } from './text.ts';
import type { Workbench } from './workbench.ts';

/** What a window showed before something was pressed. */
export interface Before {
  readonly tabs: readonly string[];
  readonly status: string;
}

export async function look(window: Workbench): Promise<Before> {
  return { tabs: await window.editors.titles(), status: await statusOf(window) };
}

/**
 * What VS Code shows after something was pressed, in words: `question: …` for a list or a box at the
 * top, `dialog: …`, `notice: …`, `tab: …` for an editor that was not there, `panel`, `status: …` for
 * another message in the status bar. `''` while nothing of that is shown.
 */
export async function surfaceOf(window: Workbench, before: Before): Promise<string> {
  const { dialog, quickInput, notifications, editors, output } = window;
  if (await dialog.isOpen()) return `dialog: ${await dialog.message()}`;
  if (await quickInput.isOpen()) {
    return `question: ${(await quickInput.title()) || (await quickInput.placeholder())}`;
  }
  const notices = await notifications.list();
  const told = notices.find(({ busy }) => !busy);
  if (told) return `notice: ${told.text}`;
  const tab = (await editors.titles()).find((title) => !before.tabs.includes(title));
  if (tab !== undefined) return `tab: ${tab}`;
  if (await output.isOpen()) return 'panel';
  const status = await statusOf(window);
  return status === '' || status === before.status ? '' : `status: ${status}`;
}

/** Puts away whatever is shown, so that the next press starts from the same window. */
export async function putAway(window: Workbench, before: Before): Promise<void> {
  const { page, palette, dialog, quickInput, notifications, editors, output } = window;
  if (await dialog.isOpen()) await dialog.cancel();
  if (await quickInput.isOpen()) await quickInput.cancel();
  for (const { text, busy } of await notifications.list()) {
    if (!busy) await notifications.dismiss(text);
  }
  for (const title of await editors.titles()) {
    if (before.tabs.includes(title)) continue;
    await editors.close(title);
    if (await dialog.isOpen()) await dialog.click("Don't Save");
  }
  if (await output.isOpen()) {
    await palette.run('View: Hide Panel');
    await page.locator('.part.panel').waitFor({ state: 'hidden' });
  }
}

function statusOf({ page }: Workbench): Promise<string> {
  return textOf(page.locator('.statusbar-item[id="status.extensionMessage"]:visible'));
}
