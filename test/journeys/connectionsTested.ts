import assert from 'node:assert/strict';
import { freePort } from '../support/freePort.ts';
import { connectByUrl, enterAddress, keepAnyway } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

/** Begins without a connection. */
export function connectionsTested(journey: { readonly session: Session }): void {
  describe('a connection is tested before it is kept', () => {
    usePartOf(journey);
    const stage = useRemoteStage();

    const keys = () => journey.session.window.view('API Keys');
    const asked = () => stage.proxy.log.filter((line) => line.includes('/saas/me')).length;
    const isNothingKept = () => keys().waitForWelcome(/An API key, in your \.env/);

    /** As far as the box for the token. */
    const beginWith = async (url: string, name: string) => {
      const { window } = journey.session;
      await window.palette.ask('Connect to a Server');
      await enterAddress(window, { url, name });
    };

    it('says in the box of the address that nothing answers there', async () => {
      const { window } = journey.session;
      await window.activityBar.open('Keyrail');
      await window.palette.ask('Connect to a Server');
      await window.quickInput.waitForMessage(/Address of the control plane/);
      await window.quickInput.answer(`http://127.0.0.1:${await freePort()}`);
      await window.quickInput.waitForMessage(/cannot be reached.*ECONNREFUSED/);
      await journey.session.screenshot('nothing answers');
      await window.quickInput.cancel();
      await isNothingKept();
    });

    it('says in the box of the token that it was not accepted, and keeps nothing', async () => {
      const { window } = journey.session;
      await beginWith(stage.proxy.url, 'Staging');
      await window.quickInput.answer('a-token-of-nobody');
      const said = await window.quickInput.waitForMessage(
        /^401: the bearer token was not accepted\./,
      );
      assert.match(said, /An API key is no such token/);
      assert.equal(await window.quickInput.isPassword(), true);
      assert.doesNotMatch(said, /a-token-of-nobody/);
      await journey.session.screenshot('not accepted');
      await window.quickInput.cancel();
      await isNothingKept();
    });

    it('shows that it is busy, and can be stopped by a button and by Escape', async () => {
      const { window } = journey.session;
      await beginWith(stage.proxy.url, 'Staging');
      stage.proxy.plan({ on: /\/saas\/me/, fault: { kind: 'delayed', ms: 20_000 }, times: 2 });
      for (const stop of ['button', 'escape'] as const) {
        const before = asked();
        await window.quickInput.answer(stage.plane.managementToken);
        await window.quickInput.waitForMessage(/Asking Staging\. Escape stops it\./);
        await eventually('a busy box', () => window.quickInput.isBusy(), Boolean);
        await eventually('the question at the server', asked, (count) => count > before);
        await journey.session.screenshot(`busy ${stop}`);
        if (stop === 'escape') await window.quickInput.cancel();
        else {
          await window.quickInput.titleButton('Stop the Test');
          await window.quickInput.waitForMessage(/The bearer token/);
          await eventually(
            'no bar',
            () => window.quickInput.isBusy(),
            (busy) => !busy,
          );
        }
      }
      stage.proxy.heal();
      await isNothingKept();
    });

    it('keeps what does not work only where the person says so', async () => {
      const { window } = journey.session;
      await beginWith(stage.proxy.url, 'Dead');
      await window.quickInput.answer('a-token-of-nobody');
      await window.quickInput.waitForMessage(/Press Enter again/);
      await window.quickInput.accept();
      assert.equal(await window.dialog.message(), 'Keep Dead although it does not work?');
      assert.match(await window.dialog.detail(), /401: the bearer token was not accepted/);
      await journey.session.screenshot('keep it?');
      await window.dialog.click('Cancel');
      await window.quickInput.waitForMessage(/^401/);
      await keepAnyway(window, 'Dead');
      await window.quickInput.waitUntilClosed();
      const whole = await keys().waitForMessage(
        /Dead · non-production · .*does not know who you are\. No header .* A key cannot manage keys\.$/,
      );
      assert.ok(!whole.includes('…'));
      assert.ok(await keys().showsWholeMessage(), 'the message is not cut');
      const rows = await keys().waitForRows('what can be done', (all) => all.length === 5);
      assert.deepEqual(
        rows.map(({ label }) => label),
        ['Try Again', 'Edit Connection…', 'Test Connection', 'Switch Connection…', 'Show Log'],
      );
      await journey.session.screenshot('the whole reason');
    });

    it('takes another token from a row, tests it the same way, and works', async () => {
      const { window } = journey.session;
      await keys().click('Edit Connection…');
      await window.quickInput.pick('Token or Headers');
      await window.quickInput.pick('Bearer token');
      await window.quickInput.waitForMessage(/The bearer token/);
      await window.quickInput.answer('another-token-of-nobody');
      await window.quickInput.waitForMessage(/^401: the bearer token was not accepted\./);
      await window.quickInput.answer(stage.plane.managementToken);
      await window.quickInput.waitUntilClosed();
      await keys().waitForWelcome(/has no baseline yet/);
      await window.palette.ask('Manage Connections');
      await window.quickInput.pick('Edit Connection…');
      await window.quickInput.pick('Token or Headers');
      await window.quickInput.pick('Bearer token');
      await window.quickInput.waitForMessage(/The bearer token/);
      await window.quickInput.answer('a-third-token-of-nobody');
      await window.quickInput.waitForMessage(/^401/);
      await window.quickInput.cancel();
      await keys().titleAction('Refresh');
      await keys().waitForWelcome(/has no baseline yet/);
    });

    it('asks also for what no text is typed for', async () => {
      const { window } = journey.session;
      await connectByUrl(window, { url: stage.proxy.url, name: 'Nameless' });
      assert.equal(await window.dialog.message(), 'Keep Nameless although it does not work?');
      assert.match(await window.dialog.detail(), /^401: nobody is let in without a header\./);
      await window.dialog.click('Cancel');
      // Back in the second step, where another way can be taken.
      await window.quickInput.waitForMessage(/bearer token that your administrator gave you/);
      await window.quickInput.cancel();
      await window.palette.ask('Switch Connection');
      const items = await window.quickInput.items();
      assert.ok(!items.some(({ label }) => label === 'Nameless'));
      await window.quickInput.cancel();
    });
  });
}
