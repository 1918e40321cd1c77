import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { askForApproval, playgroundPage } from './support/playgroundPage.ts';
import { briefMs, readMs, untilDone } from './support/untilDone.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** A run of before is in the playground; no key here decides about approvals yet. */
export function playgroundApproval(journey: { readonly session: Session }): void {
  describe('a run that waits for an approval', () => {
    usePartOf(journey);
    const { page, status, press, write } = playgroundPage(journey);
    const card = async () => (await page()).locator('.approval').innerText({ timeout: 2000 });
    const cardSays = (expected: RegExp) =>
      eventually(`The approval says ${expected.source}`, card, (text) => expected.test(text));

    it('says who must decide, and that nobody here may', async () => {
      const { session } = journey;
      await makeFirstKey(session);
      await session.window.palette.run('Keyrail: Open Playground');
      await write(askForApproval);
      await press('run');
      await status('waiting_approval');
      await cardSays(/Somebody with the role legal approver must decide/);
      await cardSays(/No key here has the role legal approver/);
      await session.screenshot('nobody may decide');
    });

    it('leads to a key that may, step by step, from its own button', async () => {
      const { session } = journey;
      const { quickInput } = session.window;
      // The page draws the run anew as it goes on, and what is clicked at that moment is taken by nobody.
      await untilDone(
        'The question for an account',
        async () => {
          if (!(await quickInput.isOpen())) await press('find-approver');
        },
        () =>
          eventually(
            'Its title',
            quickInput.title,
            (title) => title.includes('Create Service Account'),
            briefMs,
          ).then(
            () => true,
            () => false,
          ),
      );
      await quickInput.answer('legal');
      await cardSays(/The service account legal has the role, but no key with approvals:write/);
      await session.screenshot('an account with the role');
      await press('find-approver');
      await cardSays(/You decide with the key approvals/);
      await session.screenshot('a key that decides');
    });

    it('goes on live after it was approved, with the comment kept', async () => {
      const { session } = journey;
      await (await page()).locator('#comment').fill('Looked at it.');
      await press('approved');
      await status('completed');
      await eventually(
        'The decision in the picture',
        async () =>
          (await page()).locator('svg.graph').getAttribute('aria-label', { timeout: readMs }),
        (label) => /approved by svc_/.test(label ?? ''),
      );
      assert.equal(await (await page()).locator('.approval').isVisible(), false);
      await session.screenshot('approved');
    });

    it('comes back after the window was loaded again, with the run and no secret', async () => {
      const { session } = journey;
      const id = () => page().then((frame) => frame.locator('.ids code').first().innerText());
      const before = await id();
      await session.window.reloadWindow();
      await eventually('The same run', id, (now) => now === before);
      await status('completed');
      await session.screenshot('after a reload');
    });

    it('ends as failed after it was rejected', async () => {
      const { session } = journey;
      await press('replay');
      await status('waiting_approval');
      await press('rejected');
      await status('failed');
      await eventually(
        'The advice',
        async () => (await page()).locator('.run').innerText({ timeout: readMs }),
        (text) => text.includes('It ended in a failure'),
      );
      await session.screenshot('rejected');
    });

    it('is opened from the checklist where the demo run waits', async () => {
      const { session } = journey;
      await session.window.palette.run('Keyrail: Open First-Run Checklist');
      const step = (await page()).locator('[data-step="demo-run"]');
      // It is done by another run by now: one line, whose button comes when it is opened.
      await step.waitFor();
      await step.locator('[data-focus="step-demo-run"]').waitFor({ state: 'attached' });
      await session.screenshot('checklist');
    });
  });
}
