import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { keepAnyway, switchTo } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { findInFiles } from './support/findInFiles.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

describe('a second control plane, for production', () => {
  const journey = useSession({ name: 'connections' });
  const canary = `canary${randomBytes(16).toString('hex')}`;
  const stage = useRemoteStage();

  const keys = () => journey.session.window.view('API Keys');
  const statusKind = (expected: string) =>
    eventually(
      `a status bar of kind “${expected}”`,
      () => journey.session.window.statusBar.kind('keyrail.keyrail'),
      (kind) => kind === expected,
    );

  it('begins with the local one', async () => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await keys().clickWelcome('Set Up Local Control Plane');
    await keys().waitForWelcome(/has no baseline yet/);
    assert.match(await keys().description(), /^Local control plane · non-production$/);
    await statusKind('');
  });

  it('connects to the second by URL and headers, and shows production in colour and word', async () => {
    const { window } = journey.session;
    await stage.connect(journey.session, {
      name: 'Acme live',
      production: true,
      headers: { 'X-Team-Token': canary },
    });
    await window.statusBar.waitForText('keyrail.keyrail', /Acme live \(production\) · /);
    await statusKind('warning');
    await eventually(
      'the place beside the view’s name',
      () => keys().description(),
      (text) => /^⚠️ production · Acme live · /.test(text),
    );
    await keys().waitForWelcome(/This connection is production\..* has no baseline yet/s);
    await journey.session.screenshot('production in the status bar');
  });

  it('asks with the name of the connection before it changes anything', async () => {
    const { window } = journey.session;
    await keys().clickWelcome('Bootstrap Baseline');
    assert.match(await window.dialog.message(), /Bootstrap Baseline on production Acme live/);
    assert.match(await window.dialog.detail(), /This is production: Acme live · /);
    await journey.session.screenshot('asks before bootstrap');
    await window.dialog.click('Cancel');
    assert.ok(!stage.proxy.log.some((line) => line.startsWith('POST')), 'nothing was changed');
    await keys().clickWelcome('Bootstrap Baseline');
    await window.dialog.click('Bootstrap Baseline');
    await keys().waitForWelcome(/Keys belong to a service account/);
    await keys().clickWelcome('Create Service Account…');
    await window.quickInput.waitForTitle(/Create Service Account/);
    await window.quickInput.accept();
    assert.match(await window.dialog.message(), /on production Acme live/);
    await window.dialog.click('Create Service Account local-dev');
    await keys().waitForWelcome(/has no key yet/);
    await keys().clickWelcome('Create Key…');
    await window.quickInput.pickMany(['runs:write']);
    await window.quickInput.pick('In 90 days');
    await window.quickInput.answer('live key');
    assert.match(await window.dialog.message(), /Create Key on production Acme live/);
    await window.dialog.click('Create Key');
    await keys().row('live key');
    await keys().waitForMessage(/⚠️ production · Acme live · /);
    await journey.session.screenshot('a key on production');
  });

  it('asks so before it rotates and revokes', async () => {
    const { window } = journey.session;
    for (const [command, message] of [
      ['Rotate Key…', /Rotate live key now on production Acme live/],
      ['Revoke Key…', /revoke live key \(\S+\) on production Acme live/],
    ] as const) {
      await keys().choose('live key', command);
      if (command === 'Rotate Key…') await window.quickInput.pick('At once');
      assert.match(await window.dialog.message(), message);
      assert.match(await window.dialog.detail(), /This is production: Acme live/);
      await journey.session.screenshot(`asks before ${command}`);
      await window.dialog.click('Cancel');
    }
    await keys().choose('live key', 'Rotate Key…');
    await window.quickInput.pick('With overlap, the old key ends in an hour');
    assert.match(await window.dialog.message(), /Rotate live key on production Acme live/);
    await window.dialog.click('Cancel');
  });

  it('tests it, and tells who it knows', async () => {
    const { window } = journey.session;
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Test Connection…');
    const { text } = await window.notifications.waitFor(/Acme live \(production\) works/);
    assert.match(text, /It knows you as .*workspace owner/);
    await journey.session.screenshot('tested');
    await window.notifications.dismiss(/works/);
  });

  it('asks for the values again before another origin gets any', async () => {
    const { window } = journey.session;
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Edit Connection…');
    await window.quickInput.pick('Address');
    await window.quickInput.waitForMessage(/Address of the control plane/);
    await window.quickInput.answer('https://elsewhere.example');
    await window.quickInput.waitForMessage(/elsewhere|could not be resolved|Press Enter again/);
    await window.quickInput.accept();
    assert.match(await window.dialog.message(), /^Use the secrets of production Acme live at/);
    await window.dialog.click('Use Them There');
    await window.quickInput.waitForTitle(/once more for elsewhere\.example/);
    await window.quickInput.waitForMessage(/The bearer token/);
    assert.equal(await window.quickInput.value(), '');
    await journey.session.screenshot('values again for another origin');
    await window.quickInput.cancel();
    await window.statusBar.waitForText('keyrail.keyrail', /Acme live/);
  });

  it('switches, and the colour goes with it', async () => {
    const { window } = journey.session;
    await switchTo(window, 'Local control plane');
    await window.statusBar.waitForText('keyrail.keyrail', /Local control plane/);
    await statusKind('');
    // No row of the other control plane stays.
    await keys().waitForWelcome(/has no baseline yet/);
    await window.palette.ask('Switch Connection');
    await window.quickInput.items();
    await journey.session.screenshot('switch');
    stage.proxy.plan({
      on: /^GET .*\/saas\//,
      fault: { kind: 'delayed', ms: 4000 },
      times: 100,
    });
    await window.quickInput.pick('Acme live');
    // What was listed there last stands while it is asked, and is called that.
    await keys().row('live key');
    await keys().waitForMessage(/⚠️ production · Acme live · .* · stale since .* is being asked\./);
    await statusKind('warning');
    await journey.session.screenshot('switched back, while it is asked');
    await eventually(
      'the answer',
      () => keys().message(),
      (text) => text !== '' && !text.includes('stale'),
    );
    stage.proxy.heal();
    await keys().row('live key');
  });

  it('keeps the rows while the server is away, and is fresh by itself', async () => {
    await stage.proxy.refuse();
    await keys().titleAction('Refresh');
    await keys().waitForMessage(/· stale since/);
    await keys().row('live key');
    await journey.session.screenshot('stale');
    await stage.proxy.reopen();
    await eventually(
      'fresh rows',
      () => keys().message(),
      (text) => text !== '' && !text.includes('stale'),
    );
    await journey.session.screenshot('fresh by itself');
  });

  it('is remembered by this VS Code workspace, with its values', async () => {
    await journey.session.restart();
    await journey.session.window.activityBar.open('Keyrail');
    await keys().row('live key');
    await statusKind('warning');
  });

  it('shows nothing that was listed with other values than those it has now', async () => {
    const { window } = journey.session;
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Edit Connection…');
    await window.quickInput.pick('Token or Headers');
    await window.quickInput.pick('Bearer token');
    await window.quickInput.waitForMessage(/bearer token/);
    await window.quickInput.answer('nobody-that-this-server-knows');
    await window.quickInput.waitForMessage(/^401: the bearer token was not accepted\./);
    await keys().row('live key');
    stage.proxy.plan({ on: /^GET .*\/saas\//, fault: { kind: 'delayed', ms: 4000 }, times: 100 });
    await keepAnyway(window, 'Acme live');
    await keys().waitForRows('no row any more', (rows) => rows.length === 0);
    await keys().waitForMessage(/^$/);
    await journey.session.screenshot('other values, while it is asked');
    await keys().waitForMessage(/does not know who you are/);
    await keys().row('Edit Connection…');
    await journey.session.screenshot('other values, refused');
    stage.proxy.heal();
  });

  it('left no header value in any file of the machine', () => {
    const machine = path.dirname(journey.session.folder);
    assert.notDeepEqual(
      findInFiles(machine, stage.proxy.url),
      [],
      'the search finds what is there',
    );
    assert.deepEqual(findInFiles(machine, canary), []);
    assert.deepEqual(findInFiles(machine, stage.plane.managementToken), []);
    assert.doesNotMatch(
      journey.session.log(),
      new RegExp(`${canary}|${stage.plane.managementToken}`),
    );
  });
});
