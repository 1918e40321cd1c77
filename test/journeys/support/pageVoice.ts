import type { Frame, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Speaks to the extension host as a page of Keyrail does, by the page's own and only way. */
export interface PageVoice {
  /** Sends messages, each as JSON, and one `ready` after them; resolves when that is answered. */
  say(title: string, messages: readonly string[]): Promise<void>;
}

/** Keeps what VS Code gives to a page once; for pages that are opened from now on. */
export async function borrowVoice(page: Page): Promise<PageVoice> {
  await page.context().addInitScript(() => {
    interface Api {
      postMessage(message: unknown): void;
    }
    let acquire: (() => Api) | undefined;
    Object.defineProperty(globalThis, 'acquireVsCodeApi', {
      configurable: true,
      set: (given: () => Api) => {
        acquire = given;
      },
      get: () =>
        acquire && (() => Object.assign(globalThis, { keyrailVoice: acquire?.() }).keyrailVoice),
    });
  });
  const frameOf = async (title: string): Promise<Frame | undefined> => {
    for (const frame of page.frames()) {
      const found = await frame
        .evaluate(() => ('keyrailVoice' in globalThis ? document.title : ''))
        // A frame may go while it is asked.
        .catch(() => '');
      if (found === title) return frame;
    }
    return undefined;
  };
  return {
    async say(title, messages) {
      const frame = await eventually(
        `The page ${title}`,
        () => frameOf(title),
        (found) => found !== undefined,
      );
      await frame!.evaluate(
        (texts) =>
          new Promise<void>((resolve) => {
            addEventListener('message', ({ data }: MessageEvent<{ type?: string } | null>) => {
              if (data?.type !== 'answer') resolve();
            });
            // `as`: put there by the script above.
            const { keyrailVoice } = globalThis as unknown as {
              keyrailVoice: { postMessage(message: unknown): void };
            };
            for (const text of texts) keyrailVoice.postMessage(JSON.parse(text));
            keyrailVoice.postMessage({ type: 'ready' });
          }),
        messages,
      );
    },
  };
}
