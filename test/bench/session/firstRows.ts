import type { Page } from 'playwright-core';

/**
 * Opens a container of the activity bar and waits for its first `rows` rows to be painted.
 * Milliseconds from the click, on the page's own clock.
 */
export async function openAndDraw(page: Page, container: string, rows: number): Promise<number> {
  const painted = page.evaluate(
    ([selector, wanted]) =>
      new Promise<number>((resolve, reject) => {
        const patience = setTimeout(() => {
          reject(new Error(`Fewer than ${wanted} rows were drawn.`));
        }, 30_000);
        let clicked: number | undefined;
        addEventListener('click', () => (clicked ??= performance.now()), {
          capture: true,
          once: true,
        });
        const look = () => {
          if (clicked === undefined) return;
          if (document.querySelectorAll(selector).length < wanted) return;
          watch.disconnect();
          clearTimeout(patience);
          requestAnimationFrame(() => {
            resolve(performance.now() - clicked!);
          });
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { childList: true, subtree: true });
      }),
    ['.sidebar .customview-tree .monaco-list-row .label-name', rows] as const,
  );
  await tab(page, container).click();
  return painted;
}

/** Waits until the page has had nothing to do for a second: workbenches go on working after their start. */
export async function untilIdle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const step = 20;
        let last = performance.now();
        let since = last;
        const end = last + 20_000;
        const timer = setInterval(() => {
          const now = performance.now();
          if (now - last > step + 8) since = now;
          last = now;
          if (now - since < 1000 && now < end) return;
          clearInterval(timer);
          resolve();
        }, step);
      }),
  );
}

/** Shows the explorer, so that the next window does not open with what is measured. */
export async function backToExplorer(page: Page): Promise<void> {
  const explorer = tab(page, 'Explorer');
  // A click on the container that is shown would hide it.
  if ((await explorer.getAttribute('aria-selected')) !== 'true') await explorer.click();
  await page.locator('.sidebar .explorer-folders-view').waitFor();
  // VS Code writes down what it shows a moment later.
  await page.waitForTimeout(1500);
}

const tab = (page: Page, name: string) =>
  page.locator(`.activitybar li.action-item:has(> .action-label[aria-label^="${name}"])`).first();
