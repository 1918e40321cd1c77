import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

interface Rows {
  readonly items: readonly { readonly api_key_id: string; readonly revoked_at: string | null }[];
}

describe('rows that an earlier window listed', () => {
  const journey = useSession({ name: 'listed-before' });
  const stage = useRemoteStage();
  const keys = () => journey.session.window.view('API Keys');
  const accounts = () => journey.session.window.view('Service Accounts');
  const kept = () =>
    path.join(
      path.dirname(journey.session.folder),
      'server/data/User/globalStorage/keyrail.keyrail/listed',
    );
  const isKept = (wanted: boolean) =>
    eventually(
      wanted ? 'the list on the disk' : 'no list on the disk',
      () => existsSync(kept()) && readdirSync(kept()).length > 0,
      (there) => there === wanted,
    );
  const posts = () => stage.proxy.log.filter((line) => /^POST .*\/api-keys/.test(line)).length;
  const slow = (ms: number) => {
    stage.proxy.plan({ on: /^GET .*\/saas\//, fault: { kind: 'delayed', ms }, times: 100 });
  };

  it('stand in the next one before the server has answered, and say what they are', async () => {
    await stage.connectWithKey(journey.session);
    await keys().row('first run');
    await isKept(true);
    // Somebody ends it before this machine hears of it.
    const { items } = (await stage.outside('GET', '/api-keys')) as Rows;
    const live = items.find(({ revoked_at }) => revoked_at === null);
    assert.ok(live);
    await stage.outside('POST', `/api-keys/${live.api_key_id}:revoke`, {});
    // Longer than it takes to choose from a row's menu, which has to come before the answer, and
    // shorter than the time limit of a request.
    slow(12_000);
    await journey.session.restart();
    await journey.session.window.activityBar.open('Keyrail');
    const [row] = await keys().waitForRows('the key', (rows) => rows.length === 1);
    assert.equal(row?.icon, 'key');
    await accounts().waitForRows('its account', (rows) => rows.length === 1);
    await keys().waitForMessage(/stale since .*: The control plane is being asked\./);
    await journey.session.screenshot('while the server is asked');
  });

  it('end as the server says: what was revoked meanwhile is revoked', async () => {
    const made = posts();
    // Its row still offers this; what is done waits for the answer.
    await keys().choose('first run', 'Rotate Key…');
    stage.proxy.heal();
    await journey.session.window.notifications.waitFor(
      /first run cannot be rotated\. This key is historical/,
    );
    assert.ok(made > 0);
    assert.equal(posts(), made, 'no key was made in place of one that somebody has ended');
    await journey.session.screenshot('no rotation of a key that was ended');
    await keys().waitForRows('the key as it is', ([, row]) => row?.icon === 'circle-slash');
    await eventually(
      'a word of the server',
      () => keys().message(),
      (text) => text !== '' && !text.includes('stale'),
    );
    await journey.session.screenshot('revoked meanwhile');
  });

  it('are as if they were not there where their file was damaged', async () => {
    const [name] = readdirSync(kept());
    const file = path.join(kept(), name ?? '');
    // The window writes it a moment after the answer, and would mend what is damaged before that.
    await eventually(
      'the list as it is now, kept',
      () => readFileSync(file, 'utf8'),
      (text) => /"revoked_at":"/.test(text),
    );
    const { source, ...damaged } = JSON.parse(readFileSync(file, 'utf8')) as { source?: object };
    assert.ok(source);
    writeFileSync(file, JSON.stringify(damaged));
    await journey.session.restart();
    await journey.session.window.activityBar.open('Keyrail');
    await keys().waitForRows('the key', ([, row]) => row?.icon === 'circle-slash');
    assert.doesNotMatch(await keys().message(), /stale/);
    await eventually(
      'a whole file again',
      () => readFileSync(file, 'utf8').includes('"source"'),
      (whole) => whole,
    );
  });

  it('stay where the server cannot be reached, and who asks for it is told', async () => {
    await stage.proxy.refuse();
    await journey.session.restart();
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await keys().row('first run');
    await keys().waitForMessage(/stale since/);
    await eventually(
      'why they are stale',
      () => keys().message(),
      (text) => !text.includes('being asked'),
    );
    await journey.session.screenshot('away at the start');
    await window.palette.run('Keyrail: Refresh');
    await window.notifications.waitFor(/cannot be reached/);
    await journey.session.screenshot('asked while it is away');
    await window.notifications.dismiss(/cannot be reached/);
    await stage.proxy.reopen();
    await eventually(
      'fresh by itself',
      () => keys().message(),
      (text) => text !== '' && !text.includes('stale'),
      60_000,
    );
  });

  /** The control plane's own word; whatever else refuses on the way leaves rows as they were. */
  const unauthorized = JSON.stringify({
    error: { code: 'unauthorized', message: 'Missing authenticated subject', details: {} },
    meta: { request_id: 'req_1' },
  });

  it('are not shown to who is refused, and do not come back', async () => {
    stage.proxy.plan({
      on: /^GET .*\/saas\/me/,
      fault: {
        kind: 'refused',
        with: { status: 401, contentType: 'application/json', body: unauthorized },
      },
      times: 100,
    });
    await keys().titleAction('Refresh');
    await eventually(
      'no key',
      () => keys().rows(),
      (rows) =>
        rows.some(({ label }) => label === 'Try Again') &&
        !rows.some(({ label }) => label === 'first run'),
    );
    await isKept(false);
    await journey.session.screenshot('refused');
    stage.proxy.heal();
  });

  it('go with their connection', async () => {
    const { window } = journey.session;
    await keys().titleAction('Refresh');
    await keys().row('first run');
    await isKept(true);
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Remove Connection…');
    await window.quickInput.pick('Staging');
    await window.dialog.click('Remove Connection');
    await isKept(false);
    await journey.session.screenshot('disconnected');
  });
});
