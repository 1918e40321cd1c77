import type { Page } from 'playwright-core';
import { activityBar } from './activityBar.ts';
import { clipboard } from './clipboard.ts';
import { dialog } from './dialog.ts';
import { editors } from './editors.ts';
import { notifications } from './notifications.ts';
import { output } from './output.ts';
import { palette } from './palette.ts';
import { quickInput } from './quickInput.ts';
import { slowDown } from './slowness.ts';
import { statusBar } from './statusBar.ts';
import { terminal } from './terminal.ts';
import { type Theme, themeClass } from './theme.ts';
import { view } from './view.ts';
import { webview } from './webview.ts';

/** A VS Code window, part by part, in the words of a person who looks at it. */
export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;

/** Opens a workbench; resolves when it is drawn and its extension host has been started. */
export async function openWorkbench(page: Page, url: string) {
  // Unsaved text makes the browser ask before a reload.
  page.on('dialog', (question) => void question.accept());
  const drawn = async () => {
    await page.locator('.monaco-workbench .activitybar li.action-item').first().waitFor();
    await page.locator('.monaco-workbench .statusbar-item:visible').first().waitFor();
  };
  await slowDown(page);
  await page.goto(url);
  await drawn();
  return {
    page,
    activityBar: activityBar(page),
    view: (name: string) => view(page, name),
    palette: palette(page),
    quickInput: quickInput(page),
    dialog: dialog(page),
    notifications: notifications(page),
    statusBar: statusBar(page),
    editors: editors(page),
    output: output(page),
    terminal: terminal(page),
    clipboard: clipboard(page),
    webview: (title?: string) => webview(page, title),
    showsTheme: (theme: Theme) =>
      page.locator(`.monaco-workbench.${themeClass[theme]}`).first().waitFor(),
    /** Loads the window again by its command: VS Code saves first what it keeps over a reload. */
    async reloadWindow(): Promise<void> {
      const loaded = page.waitForEvent('load');
      await palette(page).run('Developer: Reload Window');
      await loaded;
      await drawn();
    },
  };
}
