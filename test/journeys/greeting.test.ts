import assert from 'node:assert/strict';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

describe('the first start of an installed Keyrail', () => {
  // As VS Code comes; the other journeys want nothing opened.
  const journey = useSession({
    name: 'greeting',
    settings: { 'workbench.startupEditor': 'welcomePageInEmptyWorkbench' },
  });
  const walkthrough = () => journey.session.page.locator('.gettingStartedContainer');

  it('shows its view and, beside it, its walkthrough', async () => {
    const { page, window } = journey.session;
    await walkthrough().getByText('Choose a control plane').first().waitFor();
    await window.view('API Keys').waitForWelcome(/Try It Here/);
    const tabs = await window.editors.titles();
    assert.equal(tabs.length, 1, tabs.join(', '));
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await journey.session.screenshot('greeted');
  });

  it('shows neither again at the next start', async () => {
    const { session } = journey;
    await session.window.palette.run('View: Close All Editors');
    await session.window.palette.run('View: Show Explorer');
    await session.restart();
    await session.window.activityBar.open('Keyrail');
    await session.window.view('API Keys').waitForWelcome(/Try It Here/);
    await eventually(
      'No editor',
      () => session.window.editors.titles(),
      (all) => all.length === 0,
    );
    assert.equal(await walkthrough().count(), 0);
  });
});
