import assert from 'node:assert/strict';
import { useDesk } from './support/useDesk.ts';

describe('from an empty profile to a key that works', () => {
  const seat = useDesk({ name: 'first-key' });

  it('says what to do first', async () => {
    const { desk } = seat;
    const { window } = desk;
    await window.activityBar.open('Keyrail');
    const keys = window.view('API Keys');
    await keys.waitForWelcome(/Set up the local control plane/);
    await desk.screenshot('welcome');
    await keys.clickWelcome('Set up the local control plane');
    await keys.waitForWelcome(/Bootstrap the baseline/);
    await desk.screenshot('no-baseline');
    await keys.clickWelcome('Bootstrap the baseline');
    await keys.waitForWelcome(/Create a service account/);
    await keys.clickWelcome('Create a service account');
    await window.quickInput.waitForTitle(/Create service account/);
    await desk.screenshot('service-account');
    await window.quickInput.accept();
    await keys.waitForWelcome(/Create a key/);
    await desk.screenshot('no-key');
    await keys.clickWelcome('Create a key');
    await window.quickInput.waitForTitle(/Create key/);
    await desk.screenshot('scopes');
    await window.quickInput.pickMany(['runs:write']);
    await window.quickInput.waitForItems('expiries', (items) =>
      items.some(({ label }) => label === 'In 90 days'),
    );
    await desk.screenshot('expiry');
    await window.quickInput.pick('In 90 days');
    await window.quickInput.answer('first run');
    const rows = await keys.waitForRows('the key', (all) => all.length === 1);
    assert.equal(rows[0]?.label, 'first run');
    await window.notifications.waitFor(/is kept by this editor/);
    await desk.screenshot('key');
  });
});
