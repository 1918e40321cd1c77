import assert from 'node:assert/strict';
import { temporaryFolder } from '../support/owned.ts';
import { startStandalonePlane, type StandalonePlane } from '../support/standalonePlane.ts';
import { mainJob } from './mainJob.ts';
import { connectByUrl } from './support/connecting.ts';
import { useSession } from './support/useSession.ts';

interface Rows {
  readonly data: { readonly items: readonly Readonly<Record<string, string>>[] };
}

describe('a key that somebody else ends', () => {
  const journey = useSession({ name: 'ended-elsewhere' });
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  let plane: StandalonePlane;

  before(async () => {
    data = await temporaryFolder('plane');
    plane = await startStandalonePlane(data.path);
  });

  after(async () => {
    await plane.dispose();
    data.dispose();
  });

  /** What a colleague does from another machine. */
  const colleague = async (method: 'GET' | 'POST', path: string): Promise<unknown> => {
    const response = await fetch(
      `${plane.url}/api/v1/saas/workspaces/${plane.workspaceId}/${path}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${plane.managementToken}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        ...(method === 'POST' ? { body: '{}' } : {}),
      },
    );
    assert.ok(response.ok, `${path}: ${response.status}`);
    return response.json();
  };
  /** Id of the last row of a list. */
  const idIn = async (list: string, field: string): Promise<string> => {
    const { data: page } = (await colleague('GET', list)) as Rows;
    const id = page.items.at(-1)?.[field];
    assert.ok(id, JSON.stringify(page));
    return id;
  };
  const perform = async (name: string) => {
    const step = mainJob.find((each) => each.name === name);
    assert.ok(step, name);
    await step.run(journey.session);
  };

  it('is told of when it was revoked: what is kept here is refused', async () => {
    const { session } = journey;
    const { window } = session;
    await window.activityBar.open('Keyrail');
    await connectByUrl(window, {
      url: plane.url,
      name: 'Staging',
      headers: { Authorization: `Bearer ${plane.managementToken}` },
    });
    await window.view('API Keys').waitForWelcome(/has no baseline yet/);
    await perform('bootstraps the baseline');
    await perform('creates a service account');
    await perform('chooses a narrow scope');
    await perform('creates the key');
    await window.notifications.dismiss(/is kept by this editor/);
    await colleague('POST', `api-keys/${await idIn('api-keys', 'api_key_id')}:revoke`);
    await window.view('API Keys').titleAction('Refresh');
    const notice = await window.notifications.waitFor(/was revoked, and not by this editor/);
    assert.match(notice.text, /The value that is kept here is refused\./);
    assert.equal(notice.severity, 'warning');
    assert.deepEqual(notice.buttons, ['Show Places', 'Snooze for a Day', 'Never Again']);
    await session.screenshot('revoked elsewhere');
    await window.notifications.click(/was revoked/, 'Show Places');
    await window.quickInput.waitForTitle(/Where is /);
    const places = await window.quickInput.items();
    assert.ok(
      places.some(({ description }) => /stale: the key does not work any more/.test(description)),
    );
    await session.screenshot('where it is');
    await window.quickInput.cancel();
  });

  it('is told of when its service account was disabled', async () => {
    const { session } = journey;
    const { window } = session;
    await window.palette.ask('Create Key');
    await window.quickInput.waitForTitle(/Create Key/);
    await window.quickInput.pickMany(['runs:write']);
    await window.quickInput.pick('In 90 days');
    await window.quickInput.answer('batch');
    await window.view('API Keys').row('batch');
    await window.notifications.dismiss(/is kept by this editor/);
    const account = await idIn('service-accounts', 'service_account_id');
    await colleague('POST', `service-accounts/${account}:disable`);
    await window.view('API Keys').titleAction('Refresh');
    const notice = await window.notifications.waitFor(/batch no longer works/);
    assert.match(notice.text, /its service account .+ is disabled\./);
    assert.deepEqual(notice.buttons, ['Revoke Key…', 'Snooze for a Day', 'Never Again']);
    await session.screenshot('orphaned');
    await window.notifications.click(/batch no longer works/, 'Revoke Key…');
    assert.match(await window.dialog.message(), /Is it safe to revoke batch \(\S+\)\?/);
    await session.screenshot('revoke the orphan');
    await window.dialog.click('Revoke Key');
    await window.notifications.waitFor(/batch is revoked/);
    await window.notifications.dismiss(/batch is revoked/);
  });

  it('is told of once', async () => {
    const { session } = journey;
    await session.restart();
    const { window } = session;
    await window.activityBar.open('Keyrail');
    // The rows that were listed last come first, and say what they said then.
    await window
      .view('API Keys')
      .waitForRows(
        'two ended keys',
        ([fold, ...all]) =>
          fold?.label === 'Ended (2)' &&
          all.length === 2 &&
          all.every(({ icon }) => icon === 'circle-slash'),
      );
    await session.screenshot('afterwards');
    // The next word that this window says comes after those that it would have said before.
    await window.palette.ask('Switch Connection');
    await window.quickInput.waitForTitle(/Switch Connection/);
    await window.quickInput.cancel();
    const said = await window.notifications.list();
    assert.deepEqual(
      said.filter(({ text }) => /revoked|no longer works|attention/.test(text)),
      [],
    );
  });
});
