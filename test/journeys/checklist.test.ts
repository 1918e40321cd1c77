import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './support/eventually.ts';
import { openFolds } from './support/folds.ts';
import { searchPagesAfterEachStep } from './support/pageSpy.ts';
import { readMs } from './support/untilDone.ts';
import { useSession } from './support/useSession.ts';

describe('the first-run checklist', () => {
  const journey = useSession({ name: 'checklist' });
  searchPagesAfterEachStep(journey);

  const step = async (id: string) =>
    (await journey.session.window.webview()).locator(`[data-step="${id}"]`);
  /** Opens what folds the step, as a person does, and presses its button. */
  const press = async (id: string) => {
    const page = await journey.session.window.webview();
    await openFolds(page, id);
    await (await step(id)).locator(`[data-focus="step-${id}"]`).click();
  };
  const seen = (what: string) => journey.session.screenshotInThemes(what);
  const stateOf = (id: string, wanted: string) =>
    eventually(
      `The step ${id} ${wanted}`,
      async () => (await step(id)).getAttribute('data-state', { timeout: 2000 }),
      (state) => state === wanted,
    );

  it('opens without a connection and says what to do first', async () => {
    const { session } = journey;
    await session.window.activityBar.open('Keyrail');
    await session.window.view('API Keys').waitForWelcome(/Set Up Local Control Plane/);
    await session.window.palette.run('Keyrail: Open First-Run Checklist');
    await stateOf('session', 'now');
    await stateOf('baseline', 'blocked');
    await seen('not connected');
  });

  it('goes through the first run by its buttons', async () => {
    const { session } = journey;
    const { quickInput } = session.window;
    await press('session');
    await quickInput.pick('Use the Local Control Plane');
    await stateOf('session', 'done');
    await stateOf('baseline', 'now');
    await seen('session');
    await press('baseline');
    await stateOf('baseline', 'done');
    await seen('baseline');
    await press('service-account');
    await quickInput.waitForTitle(/Create Service Account/);
    await quickInput.accept();
    await stateOf('service-account', 'done');
    await seen('service account');
    await press('key');
    await quickInput.waitForTitle(/Create Key/);
    await quickInput.pickMany(['runs:write']);
    await quickInput.pick('In 90 days');
    await quickInput.answer('first run');
    await stateOf('key', 'done');
    await stateOf('local-copy', 'now');
    await seen('key');
  });

  it('makes the demo run and shows what it proves', async () => {
    const { session } = journey;
    await press('demo-run');
    await stateOf('demo-run', 'done');
    await stateOf('usage', 'done');
    await stateOf('verification', 'now');
    await seen('demo run');
    const page = await session.window.webview();
    await page.locator('[data-focus="auditors"]').click();
    await page.getByText('Copy Evidence Note').click();
    const note = await eventually(
      'The evidence note on the clipboard',
      () => session.window.clipboard.read(),
      (text) => text.includes('Run: '),
    );
    assert.match(note, /Key: key_\w+/);
    assert.doesNotMatch(note, /krl_local_[0-9a-z]{20,}/);
  });

  it('puts the secret into .env and says so', async () => {
    const { session } = journey;
    await press('local-copy');
    await session.window.dialog.waitFor();
    await session.window.dialog.click('Write');
    await stateOf('local-copy', 'done');
    const secret = /^GOVRAIL_API_KEY=(krl_local_\w+)$/m.exec(
      readFileSync(path.join(session.folder, '.env'), 'utf8'),
    )?.[1];
    assert.ok(secret);
    const shown = await (await session.window.webview()).locator('html').innerHTML();
    assert.ok(!shown.includes(secret), 'the page never holds the secret');
    await seen('local copy');
  });

  it('comes back after the window was loaded again, where it was', async () => {
    const { session } = journey;
    await session.window.reloadWindow();
    for (const id of ['session', 'key', 'local-copy', 'demo-run', 'usage'])
      await stateOf(id, 'done');
    await stateOf('verification', 'now');
    await session.screenshot('after a reload');
  });

  it('records verification and the go-live drill with the evidence filled in', async () => {
    const { session } = journey;
    for (const id of ['verification', 'go-live']) {
      await press(id);
      const { quickInput } = session.window;
      await quickInput.pick('Complete');
      await quickInput.waitForItems('owners', (items) =>
        items.some(({ label }) => label === 'Nobody'),
      );
      await quickInput.accept();
      await quickInput.waitForItems('notes', (items) =>
        items.some(({ label }) => label === 'Add Evidence So Far'),
      );
      await session.screenshot(`note of ${id}`);
      await quickInput.accept();
      await stateOf(id, 'done');
      await seen(id);
    }
  });

  it('exports the audit events, hands the receipt off, and is complete', async () => {
    const { session } = journey;
    const { quickInput } = session.window;
    await press('audit-receipt');
    await quickInput.pick('Everything');
    await quickInput.pick('JSON Lines');
    await eventually(
      'The file dialog',
      () => quickInput.value(),
      (text) => text.includes('govrail-audit-'),
    );
    await session.screenshot('save');
    const file = await quickInput.value();
    await quickInput.chooseFile();
    await session.window.notifications.waitFor(/SHA-256: [0-9a-f]{64}/);
    const bytes = readFileSync(file);
    const receipt = JSON.parse(readFileSync(`${file}.receipt.json`, 'utf8')) as { sha256: string };
    assert.equal(receipt.sha256, createHash('sha256').update(bytes).digest('hex'));
    // After the file dialog the page has the keyboard again, and what is asked before that would lose it.
    await eventually(
      'The keyboard in the page',
      async () =>
        (await session.window.webview())
          .locator('html')
          .evaluate(() => document.hasFocus(), undefined, { timeout: readMs }),
      Boolean,
    );
    await session.window.notifications.click(/SHA-256/, 'Record Receipt…');
    await quickInput.pick('Complete');
    await quickInput.waitForItems('owners', (items) =>
      items.some(({ label }) => label === 'Nobody'),
    );
    await quickInput.accept();
    await quickInput.pick('Add Evidence So Far');
    await stateOf('audit-receipt', 'done');
    assert.match(
      await (await session.window.webview()).locator('main').innerText(),
      /The first run is complete\.[^]*Your Key Works 6 of 6[^]*For Auditors 4 of 4/,
    );
    await seen('complete');
    const drill = (await session.window.webview()).locator('[data-drill]');
    const states = await drill.evaluateAll((all) =>
      all.map((each) => each.getAttribute('data-state')),
    );
    assert.deepEqual(states, Array<string>(12).fill('ready'), 'the go-live is rehearsed');
  });

  it('tells the exported file from a changed one', async () => {
    const { session } = journey;
    const { palette, quickInput, notifications } = session.window;
    const name = readdirSync(session.folder).find((each) => /^govrail-audit-.*\.jsonl$/.test(each));
    assert.ok(name);
    const file = path.join(session.folder, name);
    const verify = async () => {
      await palette.ask('Manage Evidence');
      await quickInput.pick('Verify Audit Receipt…');
      await quickInput.waitForTitle(/Verify Audit Export/);
      await quickInput.chooseFile(file);
    };
    await verify();
    await notifications.waitFor(/is the file that the receipt was made for: same SHA-256/);
    appendFileSync(file, '\n');
    await verify();
    await notifications.waitFor(/is not the file that the receipt was made for/);
    await session.screenshot('changed export');
  });

  it('exports the evidence as a note', async () => {
    const { session } = journey;
    await session.window.palette.ask('Manage Evidence');
    await session.window.quickInput.pick('Export Evidence…');
    await session.window.quickInput.waitForTitle(/Export Evidence/);
    const file = await eventually(
      'The suggested file',
      () => session.window.quickInput.value(),
      (text) => text.endsWith('.md'),
    );
    await session.window.quickInput.chooseFile();
    const note = await eventually(
      'The note',
      async () => readFileSync(file, 'utf8'),
      (text) => text.includes('SHA-256'),
    );
    await session.window.editors.showPreview(path.basename(file));
    const page = await session.window.webview();
    await page.locator('h1', { hasText: 'Evidence of the first run' }).waitFor();
    assert.match(note, /^# Evidence of the first run$/m);
    assert.match(note, /\*\*Made with the key:\*\* `key_\w+`/);
    assert.doesNotMatch(note, /krl_local_[0-9a-z]{20,}/);
  });

  it('has completed the walkthrough by the same facts', async () => {
    const { session } = journey;
    await session.window.palette.run('Welcome: Open Walkthrough...');
    await session.window.quickInput.pick('Get a Working Key');
    const steps = session.page.locator('.getting-started-step');
    await steps.first().waitFor();
    await eventually(
      'All steps of the walkthrough checked',
      () =>
        session.page.locator('.getting-started-step .codicon-getting-started-step-checked').count(),
      (count) => count === 10,
    );
    await session.screenshot('walkthrough');
  });
});
