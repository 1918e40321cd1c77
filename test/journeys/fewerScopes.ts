import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { letDaysPass } from './support/laterDays.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** Ends with days gone by. */
export function fewerScopes(journey: { readonly session: Session }): void {
  describe('a key with more scopes than it needs', () => {
    usePartOf(journey);
    /** The whole tooltip of the wide key; it is made when it is asked for, so *Loading* comes first. */
    const readTooltip = async () => {
      const text = await eventually(
        'The tooltip of the wide key',
        () => journey.session.window.view('API Keys').tooltip('wide'),
        (now) => now.startsWith('Status:'),
      );
      return text.replaceAll(/\s+/g, ' ');
    };

    it('is used for one of its scopes', async () => {
      const { window } = journey.session;
      await makeFirstKey(journey.session);
      await window.palette.ask('Create Key');
      await window.quickInput.waitForTitle(/Create Key/);
      const details = (await window.quickInput.items()).map(({ detail }) => detail);
      assert.deepEqual(details.filter(Boolean), [
        'Like every key, it also reads everything here and changes policies and tool providers',
      ]);
      assert.deepEqual(await window.quickInput.cutTexts(), []);
      await journey.session.screenshot('what a key may do');
      await window.quickInput.waitForTitle(/Create Key \(1\/3\)/);
      await window.quickInput.pickMany(['runs:write', 'approvals:write']);
      await window.quickInput.waitForTitle(/Create Key \(2\/3\)/);
      await window.quickInput.back();
      await window.quickInput.waitForTitle(/Create Key \(1\/3\)/);
      const again = await window.quickInput.items();
      assert.deepEqual(
        again.filter(({ checked }) => checked).map(({ label }) => label),
        ['runs:write', 'approvals:write'],
      );
      await window.quickInput.accept();
      await window.quickInput.waitForTitle(/Create Key \(2\/3\)/);
      await window.quickInput.pick('On a date…');
      await window.quickInput.waitForMessage(/Last day of the key/);
      await window.quickInput.back();
      await window.quickInput.pick('In a year');
      await window.quickInput.waitForTitle(/Create Key \(3\/3\)/);
      await journey.session.screenshot('the last step');
      await window.quickInput.answer('wide');
      await window.view('API Keys').row('wide');
      await window.notifications.dismiss(/is kept by this editor/);
      await window.view('API Keys').choose('wide', 'Make Demo Run');
      await window.dialog.click('Make Demo Run');
      await window.notifications.waitFor(/completed/);
      await window.notifications.dismiss(/completed/);
      const tooltip = await readTooltip();
      assert.match(tooltip, /Every key, whatever its scopes: Reads everything here, and creates/);
      assert.doesNotMatch(tooltip, /Least privilege/);
      await journey.session.screenshot('tooltip');
    });

    it('is told when its rotation is due, with what is not known', async () => {
      const { session } = journey;
      const { window } = session;
      letDaysPass(session, 80);
      await window.view('API Keys').titleAction('Refresh');
      await window
        .view('API Keys')
        .waitForRows('a rotation that is due', (rows) =>
          rows.some(({ label, icon }) => label === 'wide' && icon === 'sync'),
        );
      const tooltip = await readTooltip();
      assert.match(tooltip, /Least privilege: approvals:write was not used through this editor\./);
      assert.match(tooltip, /Others may have used it/);
      await window.notifications.dismiss(/need attention/);
    });

    it('is rotated into the scope that it used', async () => {
      const { session } = journey;
      const { window } = session;
      await window.view('API Keys').choose('wide', 'Rotate Key…');
      await window.quickInput.pick('With other scopes…');
      await window.quickInput.waitForTitle(/Rotate wide with Other Scopes/);
      const scopes = await window.quickInput.items();
      assert.deepEqual(
        scopes.slice(0, 2).map(({ label, checked }) => [label, checked]),
        [
          ['runs:write', true],
          ['approvals:write', false],
        ],
      );
      assert.deepEqual(await window.quickInput.cutTexts(), []);
      assert.ok(scopes.slice(2).every(({ checked }) => !checked));
      assert.match(scopes[2]!.description, /not in this key/);
      assert.match(scopes[0]!.description, /used here/);
      assert.match(scopes[1]!.description, /not used here/);
      await session.screenshot('which scopes');
      await window.quickInput.pickMany(['runs:write']);
      await window.quickInput.pick('In an hour');
      const rows = await window
        .view('API Keys')
        .waitForRows('a narrow key of that name', (all) =>
          all.some(
            ({ label, description }) =>
              label === 'wide' && / · runs:write( · |$)/.test(description),
          ),
        );
      assert.ok(
        rows.some(({ ariaLabel }) => /^wide, replaced, ends .*approvals:write/.test(ariaLabel)),
      );
      await session.screenshot('narrow');
    });
  });
}
