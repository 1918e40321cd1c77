import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { eventually } from './support/eventually.ts';
import { focusedRow } from './support/tree.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** For a person who was never here. */
export function quickStart(journey: { readonly session: Session }): void {
  describe('the one-button way to a key that works', () => {
    usePartOf(journey);

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
      await window.notifications.waitFor(/sample works/);
      await session.screenshot('accepted');
      console.log(`      ${gestures.length} gestures: ${gestures.join(', ')}`);
      assert.ok(gestures.length <= 8);
      const env = parse(readFileSync(join(session.folder, '.env')));
      assert.match(env['GOVRAIL_API_KEY'] ?? '', /^krl_local_/);
      const [row] = await window.view('API Keys').rows();
      assert.match(row?.ariaLabel ?? '', /active, runs:write, local-dev/);
    });

    it('ends in one message: it works, where it is, what comes next, and Undo', async () => {
      const { window } = journey.session;
      // The progress of the run may still be on its way out.
      const all = await eventually(
        'One message',
        () => window.notifications.list(),
        (now) => now.every(({ busy }) => !busy),
      );
      assert.equal(all.length, 1, all.map(({ text }) => text).join(' | '));
      assert.equal(all[0]?.text, 'sample works. GOVRAIL_API_KEY is in .env, line 1.');
      assert.deepEqual(all[0].buttons, ['Open Checklist', 'Undo']);
    });

    it('leaves a key whose menu is short and begins with what one wants', async () => {
      const { session } = journey;
      const keys = session.window.view('API Keys');
      await session.window.notifications.dismiss(/works/);
      const entries = await keys.menu('sample');
      assert.deepEqual(entries, [
        'Write Secret to .env…',
        'Undo Write to .env',
        'Rotate Key…',
        'Use Key in Terminals…',
        'Put Secret Into…',
        'Show Places of Key…',
        'Copy',
        'More',
        'Revoke Key…',
      ]);
      const row = session.page.locator('.pane .monaco-list-row', { hasText: 'sample' }).first();
      await row.locator('.label-name').first().click({ button: 'right' });
      await session.page.locator('.monaco-menu:visible').waitFor();
      await session.screenshot('menu of a key');
      await session.page.keyboard.press('Escape');
    });

    it('has a palette that can be read', async () => {
      const { session } = journey;
      const { quickInput } = session.window;
      await session.page.keyboard.press('F1');
      await quickInput.type('>Keyrail: ');
      await quickInput.waitForItems('the commands', (all) =>
        all.some(({ label }) => label === 'Keyrail: Manage Evidence…'),
      );
      await session.screenshot('palette');
      await quickInput.cancel();
    });
  });
}
