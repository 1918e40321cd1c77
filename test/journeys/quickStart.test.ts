import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { useDesk } from './support/useDesk.ts';

describe('the one-button way to a key that works', () => {
  const seat = useDesk({ name: 'quick-start' });

  it('takes three gestures from an empty profile to an accepted demo run', async () => {
    const { desk } = seat;
    const { window } = desk;
    const gestures: string[] = [];
    const gesture = async (what: string, act: () => Promise<void>) => {
      await act();
      gestures.push(what);
    };
    await gesture('open Keyrail', () => window.activityBar.open('Keyrail'));
    await gesture('get a key that works', () =>
      window.view('API Keys').clickWelcome('Get a key that works'),
    );
    await window.dialog.waitFor();
    await desk.screenshot('preview');
    await gesture('confirm the line', () => window.dialog.click('Write'));
    const { text } = await window.notifications.waitFor(/run_/);
    await desk.screenshot('accepted');
    console.log(`      ${gestures.length} gestures: ${gestures.join(', ')}`);
    assert.ok(gestures.length <= 8);
    assert.match(text, /completed/);
    const env = parse(readFileSync(join(desk.folder, '.env')));
    assert.match(env['GOVRAIL_API_KEY'] ?? '', /^krl_local_/);
    const [row] = await window.view('API Keys').rows();
    assert.match(row?.ariaLabel ?? '', /active, runs:write, local-dev/);
  });
});
