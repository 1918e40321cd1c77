import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { searchPagesAfterEachStep } from './support/pageSpy.ts';
import { askForApproval, playgroundPage } from './support/playgroundPage.ts';
import { useDesk } from './support/useDesk.ts';

describe('a run that waits for an approval', () => {
  const seat = useDesk({ name: 'approval' });
  const { page, status, press, write } = playgroundPage(seat);
  searchPagesAfterEachStep(seat);
  const card = async () => (await page()).locator('.approval').innerText({ timeout: 2000 });
  const cardSays = (expected: RegExp) =>
    eventually(`The approval says ${expected.source}`, card, (text) => expected.test(text));

  it('says who must decide, and that nobody here may', async () => {
    const { desk } = seat;
    await makeFirstKey(desk);
    await desk.window.palette.run('Keyrail: Open the playground');
    await write(askForApproval);
    await press('run');
    await status('waiting_approval');
    await cardSays(/Somebody with the role legal approver must decide/);
    await cardSays(/No key here has the role legal approver/);
    await desk.screenshot('nobody may decide');
  });

  it('leads to a key that may, step by step, from its own button', async () => {
    const { desk } = seat;
    await press('find-approver');
    await desk.window.quickInput.waitForTitle(/Create service account/);
    await desk.window.quickInput.answer('legal');
    await cardSays(/The service account legal has the role, but no key with approvals:write/);
    await desk.screenshot('an account with the role');
    await press('find-approver');
    await cardSays(/You decide with the key approvals/);
    await desk.screenshot('a key that decides');
  });

  it('goes on live after it was approved, with the comment kept', async () => {
    const { desk } = seat;
    await (await page()).locator('#comment').fill('Looked at it.');
    await press('approved');
    await status('completed');
    await eventually(
      'The decision in the picture',
      async () => (await page()).locator('svg.graph').getAttribute('aria-label'),
      (label) => /approved by svc_/.test(label ?? ''),
    );
    assert.equal(await (await page()).locator('.approval').isVisible(), false);
    await desk.screenshot('approved');
  });

  it('comes back after the window was loaded again, with the run and no secret', async () => {
    const { desk } = seat;
    const id = () => page().then((frame) => frame.locator('.ids code').first().innerText());
    const before = await id();
    await desk.window.reloadWindow();
    await eventually('The same run', id, (now) => now === before);
    await status('completed');
    await desk.screenshot('after a reload');
  });

  it('ends as failed after it was rejected', async () => {
    const { desk } = seat;
    await press('replay');
    await status('waiting_approval');
    await press('rejected');
    await status('failed');
    await eventually(
      'The advice',
      async () => (await page()).locator('.run').innerText(),
      (text) => text.includes('It ended in a failure'),
    );
    await desk.screenshot('rejected');
  });

  it('is opened from the checklist where the demo run waits', async () => {
    const { desk } = seat;
    await desk.window.palette.run('Keyrail: Open the first-run checklist');
    const step = (await page()).locator('[data-step="demo-run"]');
    await step.locator('[data-focus="step-demo-run"]').waitFor();
    await desk.screenshot('checklist');
  });
});
