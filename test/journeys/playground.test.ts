import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { playgroundApproval } from './playgroundApproval.ts';
import { eventually } from './support/eventually.ts';
import { searchPagesAfterEachStep } from './support/pageSpy.ts';
import { askForApproval, playgroundPage } from './support/playgroundPage.ts';
import { useSession } from './support/useSession.ts';
import { readMs } from './support/untilDone.ts';

describe('the playground', () => {
  const journey = useSession({ name: 'playground', begins: 'with the first key' });
  const { page, status, press, write, begin } = playgroundPage(journey);
  searchPagesAfterEachStep(journey);
  const says = (selector: string, expected: RegExp) =>
    eventually(
      `“${selector}” saying ${expected.source}`,
      async () => (await page()).locator(selector).innerText({ timeout: 2000 }),
      (text) => expected.test(text.trim()),
    );

  it('finds the key that may start runs', async () => {
    const { session } = journey;
    await makeFirstKey(session);
    await session.window.palette.run('Keyrail: Open Playground');
    const key = (await page()).locator('#key option:checked');
    // What it may do, and nothing that would be cut where the page is narrow.
    assert.equal(await key.innerText(), 'first run (runs:write)');
    await session.screenshot('ready');
  });

  it('makes a run with the key and draws it', async () => {
    await says('#request-note', /^Counts as the first run of this control-plane workspace\.$/);
    await press('run');
    await status('completed');
    await says('.first-run', /^This is the first run of this control-plane workspace\.$/);
    await says('#request-note', /^The first run .* is done; this makes one more\.$/);
    const picture = (await page()).locator('svg.graph');
    assert.match(
      (await picture.getAttribute('aria-label')) ?? '',
      /^planning by catalog_router: completed/,
    );
    await journey.session.screenshot('completed');
  });

  it('says how to go on with a run that waits for an approval, and why it may not be cancelled', async () => {
    await write(askForApproval);
    await press('run');
    await status('waiting_approval');
    await journey.session.screenshot('waiting for approval');
    await press('cancel-run');
    const refusal = (await page()).locator('.refusal');
    await eventually(
      'The refusal',
      () => refusal.innerText({ timeout: 2000 }),
      (text) => text.includes('runs:manage'),
    );
    await journey.session.screenshot('refused');
  });

  it('replays, remembers and resets', async () => {
    await begin('works');
    await eventually(
      'The demo request',
      async () => (await page()).locator('#request').inputValue({ timeout: readMs }),
      (text) => !text.includes('external-send'),
    );
    await press('run');
    await status('completed');
    await press('replay');
    await eventually(
      'The replay',
      async () => (await page()).locator('.run').innerText({ timeout: 2000 }),
      (text) => text.includes('Replay of'),
    );
    await status('completed');
    const past = await (await page()).locator('.history li').count();
    assert.equal(past, 4);
    await journey.session.screenshot('replayed');
  });

  it('has an example that is refused, in the words of the server, and counts for nothing', async () => {
    await begin('refused');
    await says('#request-note', /^The control plane will not take input\.kind/);
    await press('run');
    await says('.refusal', /The request for the run is not valid\.[^]*Missing input\.kind/);
    await journey.session.screenshot('example refused');
  });

  it('has an example that needs an approval, which is no first run either', async () => {
    await begin('needs-approval');
    await says('#request-note', /^A run of your own; it does not count as first run\.$/);
    await press('run');
    await status('waiting_approval');
    await says('.approval', /Somebody with the role legal approver must decide/);
    assert.equal(await (await page()).locator('.first-run').count(), 0);
    await journey.session.screenshot('example needs approval');
  });

  it('keeps the form while its tab is hidden', async () => {
    await write((request) => {
      request['note'] = 'kept';
    });
    await press('open-json');
    await journey.session.window.editors.waitForLine(/"note": "kept"/);
    await journey.session.screenshot('as json');
    await journey.session.page
      .locator('.tabs-container .tab')
      .filter({ hasText: 'Playground' })
      .click();
    const editor = (await page()).locator('#request');
    assert.match(await editor.inputValue(), /"note": "kept"/);
  });

  it('is the same tab, with its run, after the window was loaded again with it in the background', async () => {
    const { window } = journey.session;
    const shown = async () => (await page()).locator('.run').innerText({ timeout: 2000 });
    const runId = /run_\w+/.exec(await shown())?.[0] ?? '';
    assert.notEqual(runId, '');
    await window.editors.openFile('app.mjs');
    await window.reloadWindow();
    // The palette offers what takes a connection once there is one again.
    await window.view('API Keys').row('first run');
    assert.equal(await window.editors.activeTitle(), 'app.mjs');
    await window.palette.run('Keyrail: Open Playground');
    await eventually('The run from before', shown, (text) => text.includes(runId));
    const titles = await window.editors.titles();
    assert.equal(
      titles.filter((title) => /keyrail\.playground/.test(title)).length,
      1,
      titles.join(', '),
    );
    await journey.session.screenshot('from the background after a reload');
  });

  playgroundApproval(journey);
});
