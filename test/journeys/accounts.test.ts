import assert from 'node:assert/strict';
import { eventually } from './support/eventually.ts';
import { installNeighbour } from './support/neighbourExtension.ts';
import { useDesk } from './support/useDesk.ts';

describe('the Accounts menu of a new profile', () => {
  const seat = useDesk({ name: 'accounts', beside: installNeighbour });

  const menu = () => seat.desk.page.locator('.monaco-menu:visible');
  const open = async () => {
    // The whole item: a badge may lie over its icon.
    await seat.desk.page
      .locator('.activitybar li.action-item:has(.codicon-accounts-view-bar-icon)')
      .click();
    await menu().waitFor();
  };

  it('offers to sign in when another extension waits for a session', async () => {
    const { desk } = seat;
    await desk.window.activityBar.open('Keyrail');
    await desk.window.palette.run('Neighbour: Wait for a session');
    await eventually(
      'the offer in the menu',
      async () => {
        await open();
        const entries = await menu().innerText();
        if (!entries.includes('Neighbour')) await desk.page.keyboard.press('Escape');
        return entries;
      },
      (entries) => /Sign in with Keyrail to use Neighbour/.test(entries),
    );
    await desk.screenshot('the offer');
  });

  it('leads to Keyrail’s own questions, and to a control plane', async () => {
    const { desk } = seat;
    const { quickInput } = desk.window;
    await menu().getByText('Sign in with Keyrail to use Neighbour').click();
    await quickInput.waitForTitle(/Connect to a control plane/);
    await desk.screenshot('which control plane');
    await quickInput.pick('Local control plane');
    await desk.window.view('API Keys').waitForWelcome(/has no baseline yet/);
  });

  it('names the connection from then on', async () => {
    const { desk } = seat;
    await eventually(
      'the connection in the menu',
      async () => {
        await open();
        const entries = await menu().innerText();
        if (!entries.includes('(Keyrail)')) await desk.page.keyboard.press('Escape');
        return entries;
      },
      (entries) => entries.includes('Local control plane (Keyrail)'),
    );
    await desk.screenshot('signed in');
    await desk.page.keyboard.press('Escape');
    const texts = (await desk.window.notifications.list()).map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text) => text.includes('keyrail-connection')),
      [],
    );
  });
});
