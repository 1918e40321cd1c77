import type { FrameLocator, Page } from 'playwright-core';
import { tabSelector } from './editors.ts';

/**
 * The page inside the webview that is on the screen now; `title` brings its tab to the front first.
 * VS Code wraps a page into two frames.
 */
export async function webview(page: Page, title?: string): Promise<FrameLocator> {
  if (title !== undefined) {
    await page.locator(tabSelector(title)).first().click();
  }
  const outer = page.locator('iframe.webview.ready:visible').last();
  await outer.waitFor();
  const inner = outer.contentFrame().locator('iframe#active-frame');
  await inner.waitFor();
  return inner.contentFrame();
}
