import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './support/eventually.ts';
import { useDesk } from './support/useDesk.ts';

describe('the first-run checklist', () => {
  const seat = useDesk({ name: 'checklist' });

  const step = async (id: string) =>
    (await seat.desk.window.webview()).locator(`[data-step="${id}"]`);
  const press = async (id: string) => {
    await (await step(id)).locator('vscode-button, button.button').first().click();
  };
  const stateOf = (id: string, wanted: string) =>
    eventually(
      `The step ${id} ${wanted}`,
      async () => (await step(id)).getAttribute('data-state', { timeout: 2000 }),
      (state) => state === wanted,
    );

  it('opens without a connection and says what to do first', async () => {
    const { desk } = seat;
    await desk.window.activityBar.open('Keyrail');
    await desk.window.view('API Keys').waitForWelcome(/Set up the local control plane/);
    await desk.window.palette.run('Keyrail: Open the first-run checklist');
    await stateOf('session', 'now');
    await stateOf('baseline', 'blocked');
    await desk.screenshot('not connected');
  });

  it('goes through the first run by its buttons', async () => {
    const { desk } = seat;
    const { quickInput } = desk.window;
    await press('session');
    await quickInput.pick('Local control plane');
    await stateOf('session', 'done');
    await stateOf('baseline', 'now');
    await desk.screenshot('connected');
    await press('baseline');
    await stateOf('baseline', 'done');
    await press('service-account');
    await quickInput.waitForTitle(/Create service account/);
    await quickInput.accept();
    await stateOf('service-account', 'done');
    await press('key');
    await quickInput.waitForTitle(/Create key/);
    await quickInput.pickMany(['runs:write']);
    await quickInput.pick('In 90 days');
    await quickInput.answer('first run');
    await stateOf('key', 'done');
    await stateOf('local-copy', 'now');
    await desk.screenshot('a key');
  });

  it('makes the demo run and shows what it proves', async () => {
    const { desk } = seat;
    await press('demo-run');
    await stateOf('demo-run', 'done');
    await stateOf('usage', 'done');
    await stateOf('verification', 'now');
    await desk.screenshot('demo run');
    const page = await desk.window.webview();
    await page.getByText('Copy evidence note').click();
    const note = await eventually(
      'The evidence note on the clipboard',
      () => desk.window.clipboard.read(),
      (text) => text.includes('Run: '),
    );
    assert.match(note, /Key: key_\w+/);
    assert.ok(!/krl_local_\w{30,}/.test(note));
    void readFileSync(path.join(desk.folder, 'package.json'));
  });
});
