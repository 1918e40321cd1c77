import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { temporaryFolder } from '../support/owned.ts';
import { switchTo } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { findInFiles } from './support/findInFiles.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';
import type { Workbench } from './support/workbench.ts';

describe('a connection that two windows share', () => {
  const journey = useSession({ name: 'shared' });
  const canary = `canary${randomBytes(16).toString('hex')}`;
  const stage = useRemoteStage();
  let other: Awaited<ReturnType<typeof temporaryFolder>>;
  let second: Workbench;

  before(async () => {
    other = await temporaryFolder('other');
  });

  after(() => {
    other.dispose();
  });

  const bar = 'keyrail.keyrail';
  const kind = (window: Workbench, expected: string) =>
    eventually(
      `a status bar of kind “${expected}”`,
      () => window.statusBar.kind(bar),
      (now) => now === expected,
    );
  const offered = async (window: Workbench) => {
    await window.palette.ask('Switch Connection');
    const items = await window.quickInput.items();
    await window.quickInput.cancel();
    return items.map(({ label }) => label);
  };

  /**
   * A window that nobody looks at is told when it is focused, which a driven browser does not say, and
   * VS Code takes its time to bring over what another window has stored.
   */
  const refreshSecondUntil = (expected: RegExp) =>
    eventually(
      `the second window at ${expected.source}`,
      async () => {
        await second.palette.run('Keyrail: Refresh');
        return second.statusBar.text(bar);
      },
      (text) => expected.test(text),
    );

  it('opens the second window where the first one is', async () => {
    const { window } = journey.session;
    await window.page.bringToFront();
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').clickWelcome('Set Up Local Control Plane');
    await window.view('API Keys').waitForWelcome(/has no baseline yet/);
    second = await journey.session.openWindow(other.path);
    await second.activityBar.open('Keyrail');
    await second.statusBar.waitForText(bar, /Local control plane/);
  });

  it('reaches the second window when the first adds it, and does not move that one there', async () => {
    const { window } = journey.session;
    await window.page.bringToFront();
    await stage.connect(journey.session, {
      name: 'Acme live',
      production: true,
      headers: { 'X-Team-Token': canary },
    });
    await window.statusBar.waitForText(bar, /Acme live \(production\)/);
    await kind(window, 'warning');
    await eventually(
      'the connection in the second window',
      () => offered(second),
      (labels) => labels.includes('Acme live'),
    );
    assert.match(await second.statusBar.text(bar), /Local control plane/);
    await kind(second, '');
    await journey.session.screenshot('on production');
    await journey.session.screenshot('the other window is not', second);
  });

  it('shows an edit in the other window, where it is in use', async () => {
    const { window } = journey.session;
    await window.page.bringToFront();
    await switchTo(second, 'Acme live');
    await second.statusBar.waitForText(bar, /Acme live \(production\)/);
    await kind(second, 'warning');
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Edit Connection…');
    await window.quickInput.pick('Name');
    await window.quickInput.waitForMessage(/Name of this connection/);
    await window.quickInput.answer('Acme Europe');
    await window.statusBar.waitForText(bar, /Acme Europe/);
    await refreshSecondUntil(/Acme Europe \(production\)/);
    await window.page.bringToFront();
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Edit Connection…');
    await window.quickInput.pick('Kind');
    await window.quickInput.pick('Non-production');
    await kind(window, '');
    await refreshSecondUntil(/^(?!.*production).*Acme Europe/);
    await kind(second, '');
    await journey.session.screenshot('edited in the first window', second);
  });

  it('is removed from both windows', async () => {
    const { window } = journey.session;
    await window.page.bringToFront();
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Remove Connection…');
    await window.quickInput.waitForTitle(/Remove Connection/);
    await window.quickInput.pick('Acme Europe');
    await eventually(
      'Keyrail’s own question',
      () => window.dialog.message(),
      (text) => /Remove the connection Acme Europe/.test(text),
    );
    await journey.session.screenshot('what goes with it');
    await window.dialog.click('Remove Connection');
    await refreshSecondUntil(/^(?!.*Acme)/);
    await journey.session.screenshot('gone there too', second);
  });

  it('left no header value in any file of the machine', () => {
    const machine = path.dirname(journey.session.folder);
    assert.deepEqual(findInFiles(machine, canary), []);
    assert.deepEqual(findInFiles(machine, stage.plane.managementToken), []);
    assert.doesNotMatch(
      journey.session.log(),
      new RegExp(`${canary}|${stage.plane.managementToken}`),
    );
  });
});
