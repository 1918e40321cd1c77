import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { eventually } from './support/eventually.ts';
import { focusedRow } from './support/tree.ts';
import { useSession } from './support/useSession.ts';

describe('the one-button way to a key that works', () => {
  const journey = useSession({ name: 'quick-start' });

  it('asks before it makes anything, also where nothing was passed to it', async () => {
    const { session } = journey;
    const { window } = session;
    await window.activityBar.open('Keyrail');
    await window.palette.run('Keyrail: Get a Working Key');
    await window.dialog.waitFor();
    assert.match(await window.dialog.message(), /^Create a key on this machine/);
    const detail = await window.dialog.detail();
    assert.match(detail, /makes the key sample with the scope runs:write/);
    assert.match(detail, /GOVRAIL_API_KEY=\*\*\*/);
    await session.screenshot('asked first');
    await window.dialog.click('Cancel');
    // Not even a connection.
    await window.view('API Keys').waitForWelcome(/Try It Here/);
    assert.ok(!existsSync(join(session.folder, '.env')));
  });

  it('takes three gestures from an empty profile to an accepted demo run', async () => {
    const { session } = journey;
    const { window } = session;
    const gestures: string[] = [];
    const gesture = async (what: string, act: () => Promise<void>) => {
      await act();
      gestures.push(what);
    };
    await gesture('open Keyrail', () => window.activityBar.open('Keyrail'));
    await gesture('get a key that works', () =>
      window.view('API Keys').pressWelcome('Try It Here, No Account'),
    );
    await eventually('a dialog with the keyboard', () => window.dialog.hasFocus(), Boolean);
    await session.screenshot('preview');
    await gesture('confirm the line', () => session.page.keyboard.press('Enter'));
    await eventually(
      'The keyboard at the row of the new key',
      () => focusedRow(session.page),
      (label) => /^sample, active, runs:write, local-dev/.test(label),
    );
    // Looking for the message opens its list, which takes the keyboard.
    const { text } = await window.notifications.waitFor(/run_/);
    await session.screenshot('accepted');
    console.log(`      ${gestures.length} gestures: ${gestures.join(', ')}`);
    assert.ok(gestures.length <= 8);
    assert.match(text, /completed/);
    const env = parse(readFileSync(join(session.folder, '.env')));
    assert.match(env['GOVRAIL_API_KEY'] ?? '', /^krl_local_/);
    const [row] = await window.view('API Keys').rows();
    assert.match(row?.ariaLabel ?? '', /active, runs:write, local-dev/);
  });
});
