import assert from 'node:assert/strict';
import { connectByUrl } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { briefMs, untilDone } from './support/untilDone.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

export function connectionsWorkspace(journey: { readonly session: Session }): void {
  describe('a control plane with several workspaces', () => {
    usePartOf(journey);
    const stage = useRemoteStage();

    before(async () => {
      const { url, managementToken } = stage.plane;
      const headers = { Authorization: `Bearer ${managementToken}` };
      const me = (await (await fetch(`${url}/api/v1/saas/me`, { headers })).json()) as {
        data: { workspaces: { organization_id: string }[] };
      };
      const made = await fetch(`${url}/api/v1/saas/workspaces`, {
        method: 'POST',
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: JSON.stringify({
          organization_id: me.data.workspaces[0]?.organization_id,
          slug: 'second',
          display_name: 'Second place',
          tenant_id: 'tenant_second',
        }),
      });
      assert.ok(made.ok, `It was not made: ${made.status}.`);
    });

    it('is asked which of them, once, and keeps to it', async () => {
      const { window } = journey.session;
      await window.activityBar.open('Keyrail');
      const { url } = stage.proxy;
      await connectByUrl(window, {
        url,
        name: 'Two places',
        headers: { Authorization: `Bearer ${stage.plane.managementToken}` },
        then: async () => {
          const labels = (await window.quickInput.items()).map(({ label }) => label);
          assert.equal(labels.length, 2);
          await journey.session.screenshot('which control-plane workspace');
          await window.quickInput.pick('Second place');
        },
      });
      await window.statusBar.waitForText('keyrail.keyrail', /Two places · Second place/);
      await window.palette.run('Keyrail: Refresh');
      await window.statusBar.waitForText('keyrail.keyrail', /Two places · Second place/);
    });

    it('asks in the view where it was kept although it did not answer, and takes none by itself', async () => {
      const { window } = journey.session;
      const keys = window.view('API Keys');
      await stage.proxy.refuse();
      await connectByUrl(window, {
        url: stage.proxy.url,
        name: 'Down',
        headers: { Authorization: `Bearer ${stage.plane.managementToken}` },
        despite: 'address',
      });
      await window.statusBar.waitForText('keyrail.keyrail', /Down/);
      // What was asked for when it was kept has come to its end.
      await eventually(
        'Why nothing is listed',
        async () => `${await keys.message()} ${await keys.description()}`,
        (text) => /cannot be reached/.test(text),
      );
      await stage.proxy.reopen();
      await untilDone(
        'The question of the view',
        () => window.palette.run('Keyrail: Refresh'),
        // The answer comes after the command: another one in the meantime would be told of, too.
        () =>
          eventually(
            'It',
            async () => (await keys.welcome()).text,
            (text) => /in several control-plane workspaces there/.test(text),
            briefMs,
          ).then(
            () => true,
            () => false,
          ),
      );
      await journey.session.screenshot('several control-plane workspaces');
      await untilDone(
        'The list of control-plane workspaces',
        () => keys.clickWelcome('Choose Control-Plane Workspace…'),
        () => window.quickInput.comes(),
      );
      await window.quickInput.pick('Second place');
      await window.statusBar.waitForText('keyrail.keyrail', /Down · Second place/);
      await window.palette.run('Keyrail: Refresh');
      await window.statusBar.waitForText('keyrail.keyrail', /Down · Second place/);
    });
  });
}
