import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** The own frame of the Keyrail page that is drawn; its policy does not hold back evaluating in it. */
export async function pageFrame(page: Page): Promise<Frame> {
  const found = await eventually(
    'The frame of the page',
    async () => {
      for (const each of page.frames()) {
        const isReady = await each
          .evaluate(
            () =>
              document.querySelector('main#page[aria-busy=false]') !== null &&
              customElements.get('vscode-button') !== undefined,
          )
          .catch(() => false);
        if (isReady) return each;
      }
      return undefined;
    },
    (frame) => frame !== undefined,
  );
  return found!;
}

/** What axe finds wrong for people with disabilities; a line for each element. */
export async function accessibilityFindings(frame: Frame): Promise<string[]> {
  // Half a megabyte of source, once for each document.
  if (!(await frame.evaluate(`'axe' in globalThis`))) await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate<{ violations: readonly Finding[] }>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) =>
      [id, impact, html.slice(0, 200), failureSummary].join(' | '),
    ),
  );
}

/** Writes down what the page lets a screen reader say, from now on. */
export async function listenToPage(frame: Frame): Promise<() => Promise<string[]>> {
  await frame.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { keyrailSaid: said });
    new MutationObserver(() => {
      for (const live of document.querySelectorAll('[role=status], [role=alert]')) {
        const words = live.textContent.trim();
        if (words !== '' && said.at(-1) !== words) said.push(words);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => frame.evaluate(() => (globalThis as { keyrailSaid?: string[] }).keyrailSaid ?? []);
}

/** Whatever stands beyond the right edge or is cut off there; a line for each element. */
export function sticksOut(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    // These scroll by themselves, or are for screen readers only.
    const inMain = [...document.querySelectorAll('main *')].filter(
      (each) => !each.closest('pre, .picture, textarea, select, .unseen'),
    );
    const out = inMain.filter(
      (each) =>
        each.getBoundingClientRect().right > clientWidth + 1 ||
        (each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1),
    );
    return [
      ...(scrollWidth > clientWidth ? [`the page: ${scrollWidth} of ${clientWidth}`] : []),
      ...out.map((each) => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 60)}`),
    ];
  });
}

/** The last state that the host sent to a page that has been listened to from its beginning. */
export function lastState(frame: Frame): Promise<unknown> {
  return frame.evaluate(() => {
    const heard = (globalThis as { keyrailHeard?: string[] }).keyrailHeard ?? [];
    const states = heard.filter((text) => text.startsWith('{"type":"state"'));
    const { state } = JSON.parse(states.at(-1) ?? '{}') as { state?: unknown };
    return state;
  });
}

/**
 * Has a page that has been listened to from its beginning draw a state as if the host had sent it. From
 * then on it no longer hears the host itself, which may have more to say at any moment.
 */
export function drawState(frame: Frame, state: object): Promise<void> {
  return frame.evaluate((shown) => {
    (globalThis as { keyrailDeaf?: boolean }).keyrailDeaf = true;
    window.dispatchEvent(new MessageEvent('message', { data: { type: 'state', state: shown } }));
  }, state);
}
