import assert from 'node:assert/strict';
import { connectByUrl } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { briefMs } from './support/untilDone.ts';
import { startRecordedPlane, type RecordedPlane } from './support/recordedPlane.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

export function connectionsRecorded(journey: { readonly session: Session }): void {
  describe('recorded control planes of both variants', () => {
    const open: RecordedPlane[] = [];
    usePartOf(journey);

    after(async () => {
      for (const plane of open) {
        await plane.close();
        assert.deepEqual(plane.unknown, [], 'nothing was asked that the real server was not');
      }
    });

    const keys = () => journey.session.window.view('API Keys');
    const start = async (...what: Parameters<typeof startRecordedPlane>) => {
      const plane = await startRecordedPlane(...what);
      open.push(plane);
      return plane;
    };

    for (const variant of ['main', 'wave'] as const) {
      it(`shows the keys and service accounts of ${variant}`, async () => {
        const plane = await start(variant, 'workspace_owner');
        const { window } = journey.session;
        await window.activityBar.open('Keyrail');
        await connectByUrl(window, {
          url: plane.url,
          name: `Recorded ${variant}`,
          headers: { 'X-Team-Token': 'owner-of-recordings' },
        });
        await keys().waitForMessage(
          new RegExp(`Recorded ${variant} · support · non-production`, 'i'),
        );
        const rows = await keys().waitForRows('recorded keys', (all) => all.length >= 3);
        assert.ok(rows.some(({ label }) => label.startsWith('grk_live_')));

        await window.view('Service Accounts').expandView();
        await window.view('Service Accounts').waitForRows('accounts', (all) => all.length >= 2);
        await journey.session.screenshot(variant);
      });
    }

    it('tells a viewer so without asking for keys', async () => {
      const plane = await start('main', 'viewer', { detail: '09-viewer-detail-200' });
      const { window } = journey.session;
      await connectByUrl(window, { url: plane.url, name: 'As viewer' });
      await keys().waitForWelcome(/Your role in this control-plane workspace is viewer/);
      assert.ok(!plane.requests.some((line) => line.includes('api-keys')), 'no key was asked for');
      await journey.session.screenshot('viewer');
      await window.palette.run('Keyrail: Create Key…');
      const { text } = await window.notifications.waitFor(/may not create keys/);
      assert.match(text, /Your role here is viewer/);
      await journey.session.screenshot('viewer wants a key');
      await window.notifications.dismiss(/may not create keys/);
      assert.ok(!plane.requests.some((line) => line.startsWith('POST')));
    });

    const steps = async () =>
      (await journey.session.window.webview()).locator('[data-step]').allTextContents();
    const pageSays = (what: string, isSaid: (texts: readonly string[]) => boolean) =>
      eventually(what, steps, (texts) => texts.length === 10 && isSaid(texts));

    it('offers a viewer no button on the checklist that needs more', async () => {
      await journey.session.window.palette.run('Keyrail: Open First-Run Checklist');
      await pageSays('What a viewer may not do', ([, , account]) =>
        /yours is viewer/.test(account ?? ''),
      );
      const buttons = (await journey.session.window.webview())
        .locator('main')
        .locator('button:visible, vscode-button:visible');
      // A button of the toolkit has one without words inside.
      const labels = (await buttons.allInnerTexts()).filter((label) => label.trim() !== '');
      assert.deepEqual(labels, [
        'Refresh',
        'Switch Connection…',
        'Switch Control-Plane Workspace…',
      ]);
      await journey.session.screenshot('checklist of a viewer');
    });

    it('offers a viewer nothing in the playground that takes a key, and says why', async () => {
      await journey.session.window.palette.run('Keyrail: Open Playground');
      const page = async () => (await journey.session.window.webview()).locator('main');
      await eventually(
        'Why no run can be made',
        async () => (await page()).locator('#key-note').textContent({ timeout: briefMs }),
        (text) => /A run is made with a key\. Your role here is viewer/.test(text ?? ''),
      );
      const buttons = (await page()).locator('button:visible, vscode-button:visible');
      assert.deepEqual(
        (await buttons.allInnerTexts()).filter((label) => label.trim() !== ''),
        [],
      );
      await journey.session.screenshot('playground of a viewer');
      // The checklist is looked at again.
      await journey.session.window.palette.run('Keyrail: Open First-Run Checklist');
      await pageSays('The checklist', ([, , account]) => /yours is viewer/.test(account ?? ''));
    });

    it('tells an identity that is not known as that, and never as a missing role', async () => {
      const plane = await start('main', 'workspace_owner');
      const { window } = journey.session;
      await connectByUrl(window, { url: plane.url, name: 'Mistyped' });
      await keys().waitForRows('recorded keys', (all) => all.length >= 3);
      plane.takePersonFor('nobody');
      await window.palette.run('Keyrail: Refresh');
      await keys().waitForMessage(
        /The control plane does not know you as a user\. Its gateway let you in/,
      );
      await keys().row('Edit Connection…');
      await pageSays('what must be known first', ([session, ...others]) =>
        [/The control plane does not know you as a user/.test(session ?? '')]
          .concat(
            others.map((text) => text.includes('The control plane must know who you are first.')),
          )
          .every(Boolean),
      );
      await journey.session.screenshot('not known');
      plane.takePersonFor('no member');
      await window.palette.run('Keyrail: Refresh');
      await pageSays(
        'what a person without a control-plane workspace needs',
        ([session, ...others]) =>
          [/You are not a member of any control-plane workspace/.test(session ?? '')]
            .concat(
              others.map((text) => /Create a control-plane workspace, or be invited/.test(text)),
            )
            .every(Boolean),
      );
      await journey.session.screenshot('member of nothing');
    });

    for (const variant of ['main', 'wave'] as const) {
      it(`understands the refusal of ${variant} where the role is not told`, async () => {
        const plane = await start(variant, 'untold');
        await connectByUrl(journey.session.window, { url: plane.url, name: `Untold ${variant}` });
        await keys().waitForWelcome(/Only a workspace owner or workspace admin can see API keys/);
        await eventually(
          'the reason',
          () => keys().description(),
          (text) => /Your role is not enough/.test(text),
        );
        await journey.session.screenshot(`refused by ${variant}`);
      });
    }

    it('opens a link only after naming where it wants to go', async () => {
      const plane = await start('main', 'workspace_owner');
      const { window } = journey.session;
      await connectByUrl(window, { url: plane.url, name: 'Linked', production: true });
      await keys().waitForRows('recorded keys', (all) => all.length >= 3);
      const follow = async (link: string) => {
        await window.palette.run('Developer: Open URL');
        await window.quickInput.answer(`code-oss://keyrail.keyrail${link}`);
        await window.dialog.click('Open');
      };
      await follow('/create?scope=runs:manage&workspace=support');
      await eventually(
        'the question of the link',
        () => window.dialog.message(),
        (text) => /A link wants to create a key \(runs:manage\) on production Linked/.test(text),
      );
      assert.match(await window.dialog.detail(), /Linked · support[^]*Nothing is changed/i);
      await journey.session.screenshot('a link');
      await window.dialog.click('Cancel');
      await follow('/create?scope=runs:manage&workspace=support');
      await window.dialog.click('Continue');
      await window.quickInput.pick('ci-runner');
      const scopes = await window.quickInput.waitForItems('scopes', (items) =>
        items.some(({ checked }) => checked === true),
      );
      assert.deepEqual(
        scopes.filter(({ checked }) => checked).map(({ label }) => label),
        ['runs:manage'],
      );
      await journey.session.screenshot('a link goes on to the prompts');
      await window.quickInput.cancel();
      for (const hostile of [
        '/create?scope=admin:all',
        '/create?workspace=..%2F..%2Fother',
        '/connect?url=https://evil.example',
        '/revoke?keyId=key_1',
      ]) {
        await follow(hostile);
        const { text } = await window.notifications.waitFor(/This link cannot be opened/);
        assert.doesNotMatch(text, /evil|admin:all|key_1/);
        await window.notifications.dismiss(/This link cannot be opened/);
      }
      await follow('/create?workspace=somebody_elses');
      await window.notifications.waitFor(/You are not a member of one of that name/);
      assert.ok(!plane.requests.some((line) => line.startsWith('POST')), 'nothing was changed');
    });
  });
}
