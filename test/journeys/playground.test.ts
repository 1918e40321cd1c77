import assert from 'node:assert/strict';
import { makeFirstKey } from './playgroundKey.ts';
import { eventually } from './support/eventually.ts';
import { useDesk } from './support/useDesk.ts';

describe('the playground', () => {
  const seat = useDesk({ name: 'playground' });

  const page = () => seat.desk.window.webview();
  const status = (wanted: string) =>
    eventually(
      `A run ${wanted}`,
      async () =>
        (await page()).locator('[data-status]').getAttribute('data-status', { timeout: 2000 }),
      (now) => now === wanted,
    );
  const press = async (words: string) => {
    await (
      await page()
    )
      .locator('vscode-button, button.button')
      .filter({ hasText: new RegExp(`^\\s*${words}\\s*$`) })
      .first()
      .click();
  };
  const write = async (change: (request: Record<string, unknown>) => void) => {
    const editor = (await page()).locator('#request');
    const request = JSON.parse(await editor.inputValue()) as Record<string, unknown>;
    change(request);
    await editor.fill(JSON.stringify(request, undefined, 2));
  };

  it('finds the key that may start runs', async () => {
    const { desk } = seat;
    await makeFirstKey(desk);
    await desk.window.palette.run('Keyrail: Open the playground');
    const key = (await page()).locator('#key option:checked');
    assert.match(await key.innerText(), /^first run \(runs:write/);
    await desk.screenshot('ready');
  });

  it('makes a run with the key and draws it', async () => {
    await press('Run');
    await status('completed');
    const picture = (await page()).locator('svg.graph');
    assert.match((await picture.getAttribute('aria-label')) ?? '', /planner/);
    await seat.desk.screenshot('completed');
  });

  it('says how to go on with a run that waits for an approval, and why it may not be cancelled', async () => {
    await write((request) => {
      request['policy_context'] = { risk_tier: 'high', labels: ['external-send'] };
    });
    await press('Run');
    await status('waiting_approval');
    await seat.desk.screenshot('waiting for approval');
    await press('Cancel run');
    const refusal = (await page()).locator('.refusal');
    await eventually(
      'The refusal',
      () => refusal.innerText({ timeout: 2000 }),
      (text) => text.includes('runs:manage'),
    );
    await seat.desk.screenshot('refused');
  });

  it('replays, remembers and resets', async () => {
    await press('Reset to the demo request');
    await eventually(
      'The demo request',
      async () => (await page()).locator('#request').inputValue(),
      (text) => !text.includes('external-send'),
    );
    await press('Run');
    await status('completed');
    await press('Replay');
    await eventually(
      'The replay',
      async () => (await page()).locator('.run').innerText({ timeout: 2000 }),
      (text) => text.includes('Replay of'),
    );
    await status('completed');
    const past = await (await page()).locator('.history li').count();
    assert.equal(past, 4);
    await seat.desk.screenshot('replayed');
  });

  it('keeps the form while its tab is hidden', async () => {
    await write((request) => {
      request['note'] = 'kept';
    });
    await press('Open as JSON');
    await seat.desk.window.editors.waitForLine(/"note": "kept"/);
    await seat.desk.screenshot('as json');
    await seat.desk.page.locator('.tabs-container .tab').filter({ hasText: 'Playground' }).click();
    const editor = (await page()).locator('#request');
    assert.match(await editor.inputValue(), /"note": "kept"/);
  });
});
