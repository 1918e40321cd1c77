import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { makeRun } from '../support/makeRun.ts';
import { makeKey } from './makeKey.ts';
import { enterAddress } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { playgroundPage } from './support/playgroundPage.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

describe('a control plane somewhere else, and a network that fails', () => {
  const journey = useSession({ name: 'remote' });
  const stage = useRemoteStage();

  const keyInEnv = () =>
    parse(readFileSync(join(journey.session.folder, '.env')))['GOVRAIL_API_KEY'] ?? '';
  const runStatus = (key: string) => makeRun(stage.plane.url, key);

  it('connects by address and bearer token', async () => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await window.palette.ask('Connect to a Server');
    await window.quickInput.waitForMessage(/Address of the control plane/);
    await window.quickInput.type('http://control.example');
    await window.quickInput.waitForMessage(/Plain http:\/\/ is accepted for this machine only/);
    await journey.session.screenshot('plain http is refused');
    await window.quickInput.type('');
    await enterAddress(window, { url: stage.proxy.url, name: 'Staging' });
    assert.equal(await window.quickInput.isPassword(), true);
    await window.quickInput.answer(stage.plane.managementToken);
    await window.view('API Keys').waitForWelcome(/has no baseline yet/);
    await journey.session.screenshot('connected');
  });

  it('does the main job there', async () => {
    await makeKey(journey.session);
    const { window } = journey.session;
    await window.notifications.click(/is kept by this editor/, 'Write to .env');
    await window.dialog.click('Write');
    await eventually(
      'an accepted key in .env',
      () => envOr(''),
      (key) => key !== '',
    );
    assert.equal(await runStatus(keyInEnv()), 201);
  });

  it('asks before secrets that one address has issued are used at another', async () => {
    const { window } = journey.session;
    const editAddress = async (url: string) => {
      await window.palette.ask('Manage Connections');
      await window.quickInput.pick('Edit Connection…');
      await window.quickInput.pick('Address');
      await window.quickInput.waitForMessage(/Address of the control plane/);
      await window.quickInput.answer(url);
      const host = (address: string) => new URL(address).host;
      assert.equal(await window.dialog.message(), `Use the secrets of Staging at ${host(url)}?`);
      return window.dialog.detail();
    };
    const { url: first } = stage.proxy;
    const { url: second } = stage.plane;
    const detail = await editAddress(second);
    assert.ok(detail.includes(`secrets that ${new URL(first).host} has issued: 1.`), detail);
    assert.match(detail, /only if it is the same control plane at another address/);
    await journey.session.screenshot('secrets elsewhere?');
    await window.dialog.cancel();
    // It stays where it was: the next list is asked for there.
    const asked = stage.proxy.log.length;
    await window.view('API Keys').titleAction('Refresh');
    await eventually(
      'a request at the first address',
      () => stage.proxy.log.length,
      (count) => count > asked,
    );
    for (const url of [second, first]) {
      await editAddress(url);
      await window.dialog.click('Use Them There');
      // What was entered for one origin goes to no other.
      await window.quickInput.waitForMessage(/The bearer token/);
      assert.equal(await window.quickInput.isPassword(), true);
      await window.quickInput.answer(stage.plane.managementToken);
      await window.quickInput.waitUntilClosed();
    }
    assert.equal(await runStatus(keyInEnv()), 201);
  });

  const envOr = (fallback: string) => {
    try {
      return keyInEnv();
    } catch {
      return fallback;
    }
  };

  it('loses the answer of a rotation, and no secret', async () => {
    const { window } = journey.session;
    const before = keyInEnv();
    stage.proxy.plan({ on: /^POST .*:rotate/, fault: { kind: 'lost-answer' } });
    await window.view('API Keys').choose('first run', 'Rotate Key…');
    await window.quickInput.pick('At once');
    await window.dialog.click('Rotate Now');
    const { text } = await window.notifications.waitFor(/was lost on the way/);
    assert.match(text, /Nobody had that secret/);
    const after = await eventually('a new key in .env', keyInEnv, (key) => key !== before);
    assert.equal(await runStatus(before), 401);
    assert.equal(await runStatus(after), 201);
    await journey.session.screenshot('answer lost, secret kept');
    await window.notifications.dismiss(/was lost on the way/);
  });

  it('shows the last rows as stale while the server is away, and comes back by itself', async () => {
    const { window } = journey.session;
    await stage.proxy.refuse();
    await window.view('API Keys').titleAction('Refresh');
    await window.view('API Keys').waitForMessage(/stale since/);
    assert.ok((await window.view('API Keys').rows()).length > 0, 'the last rows stay');
    await journey.session.screenshot('stale');
    await window.palette.run('Keyrail: Open Playground');
    const header = (await playgroundPage(journey).page()).locator('header');
    await eventually(
      'the playground that says what it knows',
      () => header.innerText(),
      (text) => text.includes('Staging') && text.includes('Stale since'),
    );
    assert.doesNotMatch(await header.innerText(), /Not connected/);
    await journey.session.screenshot('the playground meanwhile');
    await stage.proxy.reopen();
    await eventually(
      'a fresh message',
      () => window.view('API Keys').message(),
      (text) => !text.includes('stale'),
    );
    await journey.session.screenshot('fresh again');
  });

  it('resumes an overlap rotation by itself after the server and the window went away', async () => {
    const { session } = journey;
    const before = keyInEnv();
    // The new key is kept; its proof never gets an answer.
    stage.proxy.plan({ on: /_probe/, fault: { kind: 'black-hole' }, times: 20 });
    await session.window.view('API Keys').choose('first run', 'Rotate Key…');
    await session.window.quickInput.pick('With overlap, the old key ends in an hour');
    await eventually(
      'a proof on its way',
      () => stage.proxy.log.filter((line) => line.includes('_probe')).length,
      (count) => count > 0,
    );
    await stage.proxy.refuse();
    await session.screenshot('the server goes away');
    await session.restart();
    assert.equal(keyInEnv(), before, 'nothing has changed yet');
    stage.proxy.heal();
    await stage.proxy.reopen();
    await session.restart();
    await session.window.activityBar.open('Keyrail');
    const after = await eventually('the rotation goes on', keyInEnv, (key) => key !== before);
    assert.equal(await runStatus(after), 201);
    assert.equal(await runStatus(before), 201);
    await session.window
      .view('API Keys')
      .waitForRows('the old key retiring', (rows) =>
        rows.some(({ label }) => label.startsWith('replaced, ')),
      );
    const rows = await session.window.view('API Keys').rows();
    assert.ok(
      rows.slice(0, 2).every(({ ariaLabel }) => ariaLabel.startsWith('first run, ')),
      'the name went over',
    );
    await session.screenshot('resumed by itself');
  });
});
