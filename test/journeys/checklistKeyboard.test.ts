import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stepIds } from '../../src/domain/firstRun/firstRunState.ts';
import { eventually } from './support/eventually.ts';
import { spyOnPages, type PageSpy } from './support/pageSpy.ts';
import { useSession } from './support/useSession.ts';

/** The usage signal has nothing to press: it comes by itself. */
const steps = stepIds.filter((id) => id !== 'usage');

describe('the first run by keyboard alone', () => {
  const journey = useSession({ name: 'keyboard' });
  let spy: PageSpy;
  let keys = 0;

  const page = () => journey.session.window.webview();
  const stateOf = async (id: string) =>
    (await page()).locator(`[data-step="${id}"]`).getAttribute('data-state', { timeout: 2000 });
  const press = async (key: string) => {
    await journey.session.page.keyboard.press(key);
    keys += 1;
  };
  const focused = async () =>
    (await page())
      .locator('html')
      .evaluate(
        () =>
          document.hasFocus() ? (document.activeElement?.getAttribute('data-focus') ?? '') : '',
        undefined,
        { timeout: 2000 },
      );
  /** Goes there by Tab as a person would: at most once around the page. */
  const goTo = async (name: string) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      if ((await focused()) === name) return;
      await press('Tab');
    }
    assert.fail(`No Tab leads to ${name}; the focus is on ${await focused()}.`);
  };
  const secrets = () => {
    try {
      const text = readFileSync(path.join(journey.session.folder, '.env'), 'utf8');
      return [...text.matchAll(/=(krl_local_\w+)/g)].map(([, value]) => value ?? '');
    } catch {
      return [];
    }
  };

  /** What is asked now and has the focus, in its words; `''` when nothing is. */
  const question = async () => {
    const { quickInput, dialog } = journey.session.window;
    if (await dialog.hasFocus()) return dialog.message();
    if (!(await quickInput.hasFocus())) return '';
    const { title, placeholder, message, value } = quickInput;
    return [await title(), await placeholder(), await message(), await value()].join('|');
  };

  /**
   * Accepts with Enter every question that comes, until the page has seen what it was for. As a
   * person would, waits until a question stands still, and presses again where it stays.
   */
  const acceptUntil = async (what: string, done: () => Promise<boolean>) => {
    let answered = { question: '', at: 0 };
    let before = '';
    await eventually(
      what,
      async () => {
        const asked = await question();
        const again = asked === answered.question && Date.now() - answered.at < 3000;
        if (asked !== '' && asked === before && !again) {
          answered = { question: asked, at: Date.now() };
          await press('Enter');
        }
        before = asked;
        return (await done()) || `asked: ${asked}`;
      },
      (seen) => seen === true,
    );
  };

  it('opens the checklist', async () => {
    const { session } = journey;
    spy = spyOnPages(session.page);
    await session.window.activityBar.open('Keyrail');
    await session.window.view('API Keys').waitForWelcome(/Set Up Local Control Plane/);
    await session.window.palette.run('Keyrail: Open First-Run Checklist');
    await eventually(
      'The first step',
      () => stateOf('session'),
      (state) => state === 'now',
    );
    await spy.assertNoSecret('at the start');
    await goTo('step-session');
    await session.screenshot('focus on the first step');
  });

  /** The page gives the keyboard back once VS Code has asked: no key leads there. */
  const arrivesAt = (name: string) =>
    eventually(`The keyboard at ${name}`, focused, (now) => now === name);

  for (const id of steps) {
    it(`does the step ${id} with Enter`, async () => {
      const { session } = journey;
      await arrivesAt(`step-${id}`);
      await press('Enter');
      if (id === 'audit-receipt') {
        const page_ = await page();
        const again = page_.locator('[data-step="audit-receipt"]');
        await acceptUntil('The receipt', async () =>
          (await again.innerText({ timeout: 2000 })).includes('Record Receipt'),
        );
        await arrivesAt(`step-${id}`);
        await press('Enter');
      }
      await acceptUntil(`The step ${id} done`, async () => (await stateOf(id)) === 'done');
      await spy.assertNoSecret(`after ${id}`, secrets());
      await session.screenshotInThemes(id);
    });
  }

  it('has rehearsed the go-live, with no secret in any message or markup of the page', async () => {
    const drill = (await page()).locator('[data-drill]');
    const states = await drill.evaluateAll((all) =>
      all.map((each) => each.getAttribute('data-state')),
    );
    assert.deepEqual(states, Array<string>(12).fill('ready'));
    assert.equal(secrets().length, 1);
    const heard = await spy.heard();
    assert.ok(heard > 10, `${heard} messages were heard`);
    console.log(
      `      ${keys} keys from the open checklist to the end; ${heard} messages searched`,
    );
  });
});
