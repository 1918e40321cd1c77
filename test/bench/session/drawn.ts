import type { Page } from 'playwright-core';

/**
 * Waits until a row of a tree is painted with this label; resolves with the moment, on the clock that
 * all processes of this machine share (milliseconds since 1970, with fractions). Call it first, and
 * await it after what makes the row appear was asked for.
 */
export function drawn(page: Page, label: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const shown = () =>
          [...document.querySelectorAll('.sidebar .customview-tree .label-name')].map(
            ({ textContent }) => textContent,
          );
        const patience = setTimeout(() => {
          reject(
            new Error(`“${wanted}” was not drawn; there is ${shown().slice(0, 3).join(', ')}.`),
          );
        }, 30_000);
        const look = () => {
          if (!shown().includes(wanted)) return;
          watch.disconnect();
          clearTimeout(patience);
          requestAnimationFrame(() => {
            resolve(performance.timeOrigin + performance.now());
          });
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
      }),
    label,
  );
}
