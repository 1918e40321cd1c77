import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Session } from './session.ts';
import { findSecrets } from '../../../src/domain/secrets/secretFormat.ts';

/**
 * Remembers in a frame what it is sent from now on, states that VS Code is to keep included. VS Code
 * opens a page's document anew, which takes listeners away: they come back with the page's own.
 */
const listen = `
  if (!globalThis.keyrailHeard) {
    globalThis.keyrailHeard = [];
    const add = globalThis.addEventListener;
    const note = (event) => {
      const { data } = event;
      try { keyrailHeard.push(JSON.stringify(data) ?? ''); } catch { keyrailHeard.push(String(data)); }
      // It stands before the page's own: at a window listeners are called in the order of their coming.
      if (globalThis.keyrailDeaf && event.isTrusted) event.stopImmediatePropagation();
    };
    globalThis.addEventListener = function (type, ...others) {
      if (type === 'message') add.call(globalThis, 'message', note, true);
      return add.call(this, type, ...others);
    };
    add.call(globalThis, 'message', note, true);
  }
`;

/** What the frames of the webviews hold: their markup, values of fields, and messages both ways. */
export interface PageSpy {
  /** Number of messages heard so far, over all frames that are there. */
  heard(): Promise<number>;
  /** @throws AssertionError when a secret, or one of `values`, is anywhere in a webview. */
  assertNoSecret(when: string, values?: readonly string[]): Promise<void>;
}

/** Looks at all frames but the workbench itself; a frame is listened to from the first look on. */
export function spyOnPages(page: Page): PageSpy {
  const texts = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      const read = await frame
        .evaluate(listen)
        .then(() =>
          frame.evaluate(() => {
            const heard = (globalThis as { keyrailHeard?: string[] }).keyrailHeard ?? [];
            const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
            return [
              document.documentElement.outerHTML,
              ...fields.map(({ value }) => value),
              ...heard,
            ];
          }),
        )
        // A frame may go while it is looked at.
        .catch(() => []);
      all.push(...read);
    }
    return all;
  };
  return {
    async heard() {
      const all = await texts();
      return all.filter((text) => text.startsWith('{')).length;
    },
    async assertNoSecret(when, values = []) {
      for (const text of await texts()) {
        assert.deepEqual(findSecrets(text), [], `a secret in a page, ${when}`);
        for (const value of values)
          assert.ok(!text.includes(value), `the value in a page, ${when}`);
      }
    },
  };
}

/**
 * Searches the pages after every step of the journey whose `describe` this is called in: markup,
 * fields, messages, and the states that VS Code is to keep.
 */
export function searchPagesAfterEachStep(journey: { readonly session: Session }): void {
  let searched = 0;
  // In every frame from its beginning.
  before(() => journey.session.page.addInitScript(listen));
  afterEach(async function () {
    const spy = spyOnPages(journey.session.page);
    await spy.assertNoSecret(this.currentTest?.title ?? '');
    searched += await spy.heard();
  });
  after(() => {
    assert.ok(searched > 0, 'messages were heard');
    console.log(`      ${searched} messages of the pages searched for secrets`);
  });
}
