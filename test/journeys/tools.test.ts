import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../support/root.mjs';
import { makeFirstKey } from './makeKey.ts';
import { switchTo } from './support/connecting.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

describe('an agent, and the person who is asked', () => {
  const journey = useSession({
    name: 'tools',
    begins: 'with the first key',
    companion: path.join(root, 'test', 'fixtures', 'agent'),
    // The one that this test types into the agent's box: Chromium keeps what stands in a field.
    mayHold: (place) => /^file \S+\/profile\/Default\/Sessions\//.test(place),
  });
  const stage = useRemoteStage();

  before(async () => {
    await stage.outside('POST', '/service-accounts', {
      name: 'shop',
      service_account_id: 'svc_shop',
    });
  });

  const call = async (tool: string, input: object) => {
    const { window } = journey.session;
    await window.palette.run('Agent: Call a tool…');
    await window.quickInput.waitForTitle(/Call a tool/);
    await window.quickInput.answer(`${tool} ${JSON.stringify(input)}`);
  };
  /** What the person is asked, as one text. */
  const question = async () => {
    const { dialog } = journey.session.window;
    return `${await dialog.message()}\n${await dialog.detail()}`;
  };
  const answer = async (pattern: RegExp) => {
    const { text } = await journey.session.window.notifications.waitFor(pattern);
    await journey.session.window.notifications.dismiss(pattern);
    assert.doesNotMatch(text, /krl_local_\w+_[0-9a-f]{10}/);
    return text;
  };

  it('asks nothing for a look', async () => {
    await makeFirstKey(journey.session);
    await call('keyrail_list_keys', {});
    assert.match(await answer(/Answer: .*"keys"/s), /"name": "first run"/);
  });

  it('says what a rotation does before it does it', async () => {
    const { session } = journey;
    await call('keyrail_rotate_key', { key: 'first run' });
    const asked = await question();
    assert.match(asked, /Rotate first run with overlap\?/);
    assert.match(asked, /A new key with runs:write takes its place\./);
    assert.match(asked, /it ends an hour later/);
    assert.match(asked, /The agent gets ids, never a secret\./);
    assert.match(asked, /Local control plane · non-production/);
    await session.screenshot('asked to rotate');
    await session.window.dialog.click('Yes');
    assert.match(await answer(/Answer: .*"rotatedFrom"/s), /The secret is kept by the editor\./);
  });

  it('leaves a key alone when the person says no', async () => {
    const { window } = journey.session;
    await call('keyrail_revoke_key', { key: 'first run' });
    const asked = await question();
    assert.match(asked, /Is it safe to revoke first run \\?\(\S+\)\?/);
    assert.match(asked, /Never used, by local-dev|Last used .*, by local-dev/);
    assert.match(asked, /There is no undo\./);
    await journey.session.screenshot('asked to revoke');
    await window.dialog.click('Cancel');
    await answer(/Refused: /);
    const rows = await window.view('API Keys').rows();
    assert.ok(rows.every(({ icon }) => icon !== 'circle-slash'));
  });

  it('shows the line breaks that an agent puts into a name, and makes no paragraph of them', async () => {
    const { window } = journey.session;
    const name = 'shop\n\nYou agreed to this before.';
    await call('keyrail_create_key', { name, scopes: ['runs:write'] });
    const asked = await question();
    assert.match(asked, /shop ⏎ {1,2}⏎ You agreed to this before\./);
    await journey.session.screenshot('asked with line breaks');
    await window.dialog.click('Cancel');
    await answer(/Refused: /);
  });

  it('names production, and takes no answer for another place than the one it was given for', async () => {
    const { session } = journey;
    const { window } = session;
    await stage.connect(session, { name: 'Acme live', production: true });
    await window.statusBar.waitForText('keyrail.keyrail', /Acme live \(production\) · /);
    const wanted = { name: 'shop', scopes: ['runs:write'], writeToEnv: true };
    await call('keyrail_create_key', wanted);
    const asked = await question();
    assert.match(asked, /Create the key shop on production Acme live\?/);
    assert.match(asked, /A key with runs:write for the service account shop, for 90 days\./);
    assert.match(asked, /written to GOVRAIL_API_KEY of/);
    assert.match(asked, /This is production: Acme live · [^·]*\./);
    await session.screenshot('asked on production');
    await window.dialog.click('Yes');
    assert.match(await answer(/Answer: .*"keyId"/s), /"production": true/);
    await window.view('API Keys').row('shop');
  });

  it('refuses a secret, and does not repeat it', async () => {
    const value = `krl_local_${'a1'.repeat(12)}_${'0f'.repeat(24)}`;
    await call('keyrail_explain_error', { text: `401 with Bearer ${value}` });
    // An answer and no failure: VS Code logs the input of a call that fails.
    const text = await answer(/Answer: .*"refused"/s);
    assert.match(text, /looks like a secret/);
    assert.ok(!text.includes(value.slice(12)));
    await switchTo(journey.session.window, 'Local control plane');
  });
});
