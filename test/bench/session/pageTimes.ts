import type { Page } from 'playwright-core';

/** Moments on the clock that all processes of this machine share, in milliseconds since 1970. */
export interface PageTimes {
  /** The page's own HTML is on the screen. */
  readonly painted: number;
  /** It no longer says that it is busy. */
  readonly ready: number;
}

const binding = 'benchPageTimes';

/** Watches every page that opens in a tab from now on; `next` is the page whose heading is `title`. */
export async function watchPages(page: Page): Promise<{ next(title: string): Promise<PageTimes> }> {
  const waiting = new Map<string, (times: PageTimes) => void>();
  await page.exposeFunction(binding, (title: string, times: PageTimes) => {
    waiting.get(title)?.(times);
    waiting.delete(title);
  });
  await page.addInitScript(watch, binding);
  return {
    next: (title) =>
      new Promise((resolve, reject) => {
        const patience = setTimeout(() => {
          waiting.delete(title);
          reject(new Error(`The page “${title}” did not become ready.`));
        }, 30_000);
        waiting.set(title, (times) => {
          clearTimeout(patience);
          resolve(times);
        });
      }),
  };
}

/** Runs in every frame of the browser. Looks every few milliseconds and takes the frame that follows. */
function watch(name: string): void {
  let painted: Promise<number> | undefined;
  const nextFrame = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        resolve(performance.timeOrigin + performance.now());
      });
    });
  // VS Code keeps a page hidden until all of its HTML is there.
  const isShown = () =>
    frameElement !== null && getComputedStyle(frameElement).visibility === 'visible';
  // A timer, because VS Code writes the page into a frame that it has already: frames asked for
  // before that never come.
  const timer = setInterval(() => {
    const main = document.querySelector('main#page');
    if (!main || !isShown()) return;
    painted ??= nextFrame();
    if (main.getAttribute('aria-busy') !== 'false') return;
    clearInterval(timer);
    void Promise.all([painted, nextFrame()]).then(([first, ready]) => {
      // `as`: the bench has put it there.
      const bound = globalThis as unknown as Record<string, (title: string, times: object) => void>;
      bound[name]?.(document.title, { painted: first, ready });
    });
  }, 4);
}
