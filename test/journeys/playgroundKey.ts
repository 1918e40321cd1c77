import type { Desk } from './support/desk.ts';

/** Sets up the local control plane and a key named `first run` with `runs:write`. */
export async function makeFirstKey({ window }: Desk): Promise<void> {
  const { quickInput } = window;
  await window.activityBar.open('Keyrail');
  const keys = window.view('API Keys');
  await keys.clickWelcome('Set up the local control plane');
  await keys.waitForWelcome(/Bootstrap the baseline/);
  await keys.clickWelcome('Bootstrap the baseline');
  await keys.waitForWelcome(/Create a service account/);
  await keys.clickWelcome('Create a service account');
  await quickInput.waitForTitle(/Create service account/);
  await quickInput.accept();
  await keys.waitForWelcome(/Create a key/);
  await keys.clickWelcome('Create a key');
  await quickInput.waitForTitle(/Create key/);
  await quickInput.pickMany(['runs:write']);
  await quickInput.pick('In 90 days');
  await quickInput.answer('first run');
  await keys.waitForRows('the key', (all) => all.length === 1);
  await window.notifications.dismiss(/is kept by this editor/);
}
