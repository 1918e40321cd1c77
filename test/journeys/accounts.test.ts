import assert from 'node:assert/strict';
import { eventually } from './support/eventually.ts';
import { installNeighbour } from './support/neighbourExtension.ts';
import { useSession } from './support/useSession.ts';

describe('the Accounts menu of a new profile', () => {
  const journey = useSession({ name: 'accounts', beside: installNeighbour });

  const menu = () => journey.session.page.locator('.monaco-menu:visible');
  const open = async () => {
    // The whole item: a badge may lie over its icon.
    await journey.session.page
      .locator('.activitybar li.action-item:has(.codicon-accounts-view-bar-icon)')
      .click();
    await menu().waitFor();
  };

  it('offers to sign in when another extension waits for a session', async () => {
    const { session } = journey;
    await session.window.activityBar.open('Keyrail');
    await session.window.palette.run('Neighbour: Wait for a session');
    await eventually(
      'the offer in the menu',
      async () => {
        await open();
        const entries = await menu().innerText();
        if (!entries.includes('Neighbour')) await session.page.keyboard.press('Escape');
        return entries;
      },
      (entries) => /Sign in with Keyrail to use Neighbour/.test(entries),
    );
    await session.screenshot('the offer');
  });

  it('leads to Keyrail’s own questions, and to a control plane', async () => {
    const { session } = journey;
    const { quickInput } = session.window;
    await menu().getByText('Sign in with Keyrail to use Neighbour').click();
    await quickInput.waitForTitle(/Connect to a Server/);
    await session.screenshot('which control plane');
    await quickInput.titleButton('Use the Local Control Plane');
    await session.window.view('API Keys').waitForWelcome(/has no baseline yet/);
  });

  it('names the connection from then on', async () => {
    const { session } = journey;
    await eventually(
      'the connection in the menu',
      async () => {
        await open();
        const entries = await menu().innerText();
        if (!entries.includes('(Keyrail)')) await session.page.keyboard.press('Escape');
        return entries;
      },
      (entries) => entries.includes('Local control plane (Keyrail)'),
    );
    await session.screenshot('signed in');
    await session.page.keyboard.press('Escape');
    const texts = (await session.window.notifications.list()).map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text) => text.includes('keyrail-connection')),
      [],
    );
  });
});
