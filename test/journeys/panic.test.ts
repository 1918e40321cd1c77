import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiKeyList } from '../../src/wire/apiKeys.ts';
import { freePort } from '../support/freePort.ts';
import { makeFirstKey } from './makeKey.ts';
import { connectByUrl, switchTo } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

describe('panic over two connections, one key of which the server refuses to end', () => {
  const journey = useSession({ name: 'panic', begins: 'with the first key' });
  const stage = useRemoteStage();

  const keys = async () => apiKeyList.parse(await stage.outside('GET', '/api-keys')).items;
  const env = () => readFileSync(join(journey.session.folder, '.env'), 'utf8');
  const others: { readonly id: string; readonly prefix: string }[] = [];
  const row = 'Remove .env Line of an Ended Key…';

  it('begins with a key of this machine at each of two connections, and two keys of others', async () => {
    const { window } = journey.session;
    await makeFirstKey(journey.session);
    await stage.connectWithKey(journey.session);
    await window.notifications.click(/is kept by this editor/, 'Write to .env');
    await window.dialog.click('Write');
    await eventually('the .env', () => existsSync(join(journey.session.folder, '.env')), Boolean);
    const [first] = await keys();
    for (let count = 0; count < 2; count++) {
      await stage.outside('POST', '/api-keys', {
        service_account_id: first?.service_account_id,
        scope: ['runs:write'],
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      });
    }
    for (const key of await keys()) {
      if (key.api_key_id !== first?.api_key_id)
        others.push({ id: key.api_key_id, prefix: key.key_prefix });
    }
    await connectByUrl(window, {
      url: `http://127.0.0.1:${await freePort()}`,
      name: 'Gone',
      headers: { 'X-Team-Token': 'nobody' },
      despite: 'address',
    });
    // It is in use a moment after the last question, which must not come after the switch.
    await window.statusBar.waitForText('keyrail.keyrail', /Gone/);
    await switchTo(window, 'Staging');
    await window.view('API Keys').waitForRows('three keys', (rows) => rows.length === 3);
  });

  it('ticks what is this machine’s, of every connection, and names the one it cannot cover', async () => {
    const { window } = journey.session;
    const [refused] = others;
    stage.proxy.plan({
      on: new RegExp(`^POST .*${refused?.id ?? '-'}:revoke`),
      fault: {
        kind: 'refused',
        with: {
          status: 403,
          contentType: 'application/json',
          body: JSON.stringify({
            error: { code: 'tenant_access_denied', message: 'no', details: {} },
            meta: {},
          }),
        },
      },
      times: 100,
    });
    await window.palette.run('Keyrail: Revoke Keys and Wipe Copies…');
    const items = await window.quickInput.waitForItems('four keys', (all) => all.length >= 4);
    await journey.session.screenshot('which keys');
    assert.deepEqual(
      items.filter(({ checked }) => checked).map(({ label }) => label),
      ['first run', 'first run'],
    );
    assert.deepEqual(
      items
        .filter(({ checked, label }) => checked === false && !label.startsWith('Gone'))
        .map(({ label }) => label)
        .sort(),
      others.map(({ prefix }) => prefix).sort(),
    );
    const words = items.map(({ separator, label }) => `${separator} ${label}`).join('\n');
    for (const place of [/Staging · /, /Local control plane · /, /Gone: not covered\. The server/])
      assert.match(words, place);
    await window.quickInput.pickMany(['first run', 'first run', refused?.prefix ?? '']);
    assert.match(await window.dialog.message(), /Revoke 3 keys now\?/);
    const detail = await window.dialog.detail();
    assert.match(detail, /• Staging · .*: .*first run/);
    assert.match(detail, /• Local control plane · non-production: first run/);
    assert.match(detail, /Gone: not covered\. The server cannot be reached/);
    assert.match(detail, /Local copies removed from this editor: 2\./);
    assert.match(detail, /Lines in \.env are listed/);
    assert.match(detail, /There is no undo/);
    await journey.session.screenshot('before');
    await window.dialog.click('Revoke 3 Keys');
  });

  it('ends what it can, and says what it could not, in a report with nothing to save', async () => {
    const { window } = journey.session;
    const { text } = await window.notifications.waitFor(/2 of 3 keys are revoked/);
    assert.match(text, /Not yet/);
    await window
      .view('API Keys')
      .waitForMessage(/1 operation .*wait.* · 1 \.env line is to be removed/);
    const [kept, ended] = others;
    const alive = (await keys()).filter(({ status }) => status === 'active');
    assert.deepEqual(
      alive.map(({ api_key_id: id }) => id).sort(),
      [kept?.id, ended?.id].sort(),
      'the one that was refused, and the one that was not ticked',
    );
    assert.equal(await window.editors.showPreview('Revoked and Wiped'), false, 'nothing to save');
    const page = await window.webview();
    await page.locator('h1', { hasText: 'Revoked and Wiped' }).waitFor();
    const words = await page.locator('body').innerText();
    assert.match(words, /Gone: not covered/);
    assert.ok(words.includes(`${kept?.prefix ?? '-'}: tenant_access_denied`), words);
    assert.match(words, /first run \(krl_/);
    await journey.session.screenshot('after');
  });

  it('still says after a restart that a line is left, and removes it when that is said', async () => {
    await journey.session.restart();
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    assert.match(env(), /GOVRAIL_API_KEY=/);
    await window.view('API Keys').row(row);
    await journey.session.screenshot('left to do');
    await window.palette.run('Keyrail: Finish Interrupted Operations');
    await window.notifications.waitFor(/to be removed: 1\./);
    await window.view('API Keys').click(row);
    await window.quickInput.waitForTitle(/Remove \.env Lines/);
    const [line] = await window.quickInput.items();
    assert.match(line?.label ?? '', /^\.env, GOVRAIL_API_KEY/);
    assert.equal(line?.checked, true);
    await window.quickInput.accept();
    await eventually('no line', env, (text) => !text.includes('GOVRAIL_API_KEY='));
    await window
      .view('API Keys')
      .waitForRows('no such row', (rows) => rows.every(({ label }) => label !== row));
    await window.view('API Keys').waitForMessage(/^(?!.*to be removed)/);
  });

  it('is finished by the next recovery, when the server allows it again', async () => {
    const { session } = journey;
    stage.proxy.heal();
    await session.restart();
    await session.window.notifications.waitFor(/Revoke Keys and Wipe Copies is finished/);
    await session.screenshot('finished after a restart');
    const alive = (await keys()).filter(({ status }) => status === 'active');
    assert.deepEqual(
      alive.map(({ api_key_id: id }) => id),
      [others[1]?.id],
    );
    await session.window.view('API Keys').waitForMessage(/^(?!.*waits)/);
  });
});
