import assert from 'node:assert/strict';
import path from 'node:path';
import { temporaryFolder } from '../support/owned.ts';
import { root } from '../support/root.mjs';
import { startStandalonePlane, type StandalonePlane } from '../support/standalonePlane.ts';
import { makeFirstKey } from './playgroundKey.ts';
import { connectByUrl, switchTo } from './support/connecting.ts';
import { useDesk } from './support/useDesk.ts';

describe('an agent, and the person who is asked', () => {
  const seat = useDesk({
    name: 'tools',
    companion: path.join(root, 'test', 'fixtures', 'agent'),
  });
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  let plane: StandalonePlane;

  before(async () => {
    data = await temporaryFolder('plane');
    plane = await startStandalonePlane(data.path);
    const response = await fetch(
      `${plane.url}/api/v1/saas/workspaces/${plane.workspaceId}/service-accounts`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${plane.managementToken}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: JSON.stringify({ name: 'shop', service_account_id: 'svc_shop' }),
      },
    );
    assert.equal(response.status, 201);
  });

  after(async () => {
    await plane.dispose();
    data.dispose();
  });

  const call = async (tool: string, input: object) => {
    const { window } = seat.desk;
    await window.palette.run('Agent: Call a tool…');
    await window.quickInput.waitForTitle(/Call a tool/);
    await window.quickInput.answer(`${tool} ${JSON.stringify(input)}`);
  };
  /** What the person is asked, as one text. */
  const question = async () => {
    const { dialog } = seat.desk.window;
    return `${await dialog.message()}\n${await dialog.detail()}`;
  };
  const answer = async (pattern: RegExp) => {
    const { text } = await seat.desk.window.notifications.waitFor(pattern);
    await seat.desk.window.notifications.dismiss(pattern);
    assert.doesNotMatch(text, /krl_local_\w+_[0-9a-f]{10}/);
    return text;
  };

  it('asks nothing for a look', async () => {
    await makeFirstKey(seat.desk);
    await call('keyrail_list_keys', {});
    assert.match(await answer(/Answer: .*"keys"/s), /"name": "first run"/);
  });

  it('says what a rotation does before it does it', async () => {
    const { desk } = seat;
    await call('keyrail_rotate_key', { key: 'first run' });
    const asked = await question();
    assert.match(asked, /Rotate first run with overlap\?/);
    assert.match(asked, /A new key with runs:write takes its place\./);
    assert.match(asked, /it ends an hour later/);
    assert.match(asked, /The agent gets ids, never a secret\./);
    assert.match(asked, /Local control plane · Local · non-production/);
    await desk.screenshot('asked to rotate');
    await desk.window.dialog.click('Yes');
    assert.match(await answer(/Answer: .*"rotatedFrom"/s), /The secret is kept by the editor\./);
  });

  it('leaves a key alone when the person says no', async () => {
    const { window } = seat.desk;
    await call('keyrail_revoke_key', { key: 'first run' });
    const asked = await question();
    assert.match(asked, /Is it safe to revoke first run\?/);
    assert.match(asked, /Never used, by local-dev|Last used .*, by local-dev/);
    assert.match(asked, /There is no undo\./);
    await seat.desk.screenshot('asked to revoke');
    await window.dialog.click('Cancel');
    await answer(/Refused: /);
    const rows = await window.view('API Keys').rows();
    assert.ok(rows.every(({ icon }) => icon !== 'circle-slash'));
  });

  it('names production, and takes no answer for another place than the one it was given for', async () => {
    const { desk } = seat;
    const { window } = desk;
    await connectByUrl(window, {
      url: plane.url,
      name: 'Acme live',
      production: true,
      headers: { Authorization: `Bearer ${plane.managementToken}` },
    });
    await window.statusBar.waitForText('keyrail.keyrail', /Acme live \(production\) · /);
    const wanted = { name: 'shop', scopes: ['runs:write'], writeToEnv: true };
    await call('keyrail_create_key', wanted);
    const asked = await question();
    assert.match(asked, /Create the key shop on production Acme live\?/);
    assert.match(asked, /A key with runs:write for the service account shop, for 90 days\./);
    assert.match(asked, /written to GOVRAIL_API_KEY of/);
    assert.match(asked, /This is production: Acme live · .* · production\./);
    await desk.screenshot('asked on production');
    await window.dialog.click('Yes');
    assert.match(await answer(/Answer: .*"keyId"/s), /"production": true/);
    await window.view('API Keys').row('shop');
  });

  it('refuses a secret, and does not repeat it', async () => {
    const value = `krl_local_${'a1'.repeat(12)}_${'0f'.repeat(24)}`;
    await call('keyrail_explain_error', { text: `401 with Bearer ${value}` });
    const text = await answer(/Refused: /);
    assert.match(text, /looks like a secret/);
    assert.ok(!text.includes(value.slice(12)));
    await switchTo(seat.desk.window, 'Local control plane');
  });
});
