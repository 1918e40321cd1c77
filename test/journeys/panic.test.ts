import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiKeyList } from '../../src/wire/apiKeys.ts';
import { eventually } from './support/eventually.ts';
import { useDesk } from './support/useDesk.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

describe('panic over three keys, one of which the server refuses to end', () => {
  const seat = useDesk({ name: 'panic' });
  const stage = useRemoteStage();

  const keys = async () => apiKeyList.parse(await stage.outside('GET', '/api-keys')).items;
  const env = () => readFileSync(join(seat.desk.folder, '.env'), 'utf8');
  let refused = '';

  it('begins with a key in .env and two that this machine has no secret of', async () => {
    const { window } = seat.desk;
    await stage.connectWithKey(seat.desk);
    await window.notifications.click(/is kept by this editor/, 'Write to .env');
    await window.dialog.click('Write');
    await eventually('the .env', () => existsSync(join(seat.desk.folder, '.env')), Boolean);
    const [first] = await keys();
    for (let count = 0; count < 2; count++) {
      await stage.outside('POST', '/api-keys', {
        service_account_id: first?.service_account_id,
        scope: ['runs:write'],
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      });
    }
    refused = (await keys()).find((key) => key.api_key_id !== first?.api_key_id)?.api_key_id ?? '';
    await window.view('API Keys').titleAction('Refresh');
    await window.view('API Keys').waitForRows('three keys', (rows) => rows.length === 3);
  });

  it('lists what will happen before it does anything', async () => {
    const { window } = seat.desk;
    stage.proxy.plan({
      on: new RegExp(`^POST .*${refused}:revoke`),
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
    await window.palette.run('Keyrail: Panic: revoke keys and wipe them from this machine…');
    await window.quickInput.waitForTitle(/Panic/);
    await seat.desk.screenshot('which keys');
    const [all] = await window.quickInput.items();
    assert.match(all?.label ?? '', /^All 3 keys/);
    await window.quickInput.pick(all?.label ?? '');
    assert.match(await window.dialog.message(), /Revoke 3 keys now\?/);
    const detail = await window.dialog.detail();
    assert.match(detail, /Local copies removed from this editor: 1\./);
    assert.match(detail, /Lines in \.env are listed/);
    assert.match(detail, /There is no undo/);
    assert.match(detail, /Staging/);
    await seat.desk.screenshot('before');
    await window.dialog.click('Revoke 3 keys');
  });

  it('ends what it can, and says what it could not', async () => {
    const { window } = seat.desk;
    const { text } = await window.notifications.waitFor(/2 of 3 keys are revoked/);
    assert.match(text, /Not yet/);
    await window.view('API Keys').waitForMessage(/1 operation waits to be finished/);
    await seat.desk.screenshot('after');
    const alive = (await keys()).filter(({ status }) => status === 'active');
    assert.deepEqual(
      alive.map(({ api_key_id: id }) => id),
      [refused],
    );
  });

  it('removes the lines when that is said', async () => {
    const { window } = seat.desk;
    assert.match(env(), /GOVRAIL_API_KEY=/);
    await window.notifications.click(/2 of 3 keys are revoked/, 'Remove .env lines');
    await eventually('no line', env, (text) => !text.includes('GOVRAIL_API_KEY='));
  });

  it('is finished by the next recovery, when the server allows it again', async () => {
    const { desk } = seat;
    stage.proxy.heal();
    await desk.restart();
    await desk.window.notifications.waitFor(/The panic is finished/);
    await desk.screenshot('finished after a restart');
    assert.ok((await keys()).every(({ status }) => status === 'revoked'));
    await desk.window.view('API Keys').waitForMessage(/^(?!.*waits)/);
  });
});
