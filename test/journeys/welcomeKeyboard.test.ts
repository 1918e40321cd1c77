import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually.ts';
import { focusedRow } from './support/tree.ts';
import { useSession } from './support/useSession.ts';

/** What has the keyboard: `API Keys: Bootstrap Baseline`, or `BODY` where nothing has it. */
const keyboard = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    const title = active?.closest('.pane')?.querySelector('h3.title')?.textContent;
    return title ? `${title}: ${active.textContent}` : active?.tagName;
  });

describe('the welcome view by keyboard alone', () => {
  const journey = useSession({ name: 'welcome-keyboard' });
  const keys = () => journey.session.window.view('API Keys');
  const has = (expected: RegExp) =>
    eventually(
      'What has the keyboard',
      () => keyboard(journey.session.page),
      (what) => expected.test(what ?? ''),
    );
  /** The view has the keyboard, as after any jump to a view; its button is one Tab on. */
  const pressButton = async (label: string) => {
    const { keyboard: hands } = journey.session.page;
    if ((await keyboard(journey.session.page)) !== `API Keys: ${label}`) await hands.press('Tab');
    await has(new RegExp(`^API Keys: ${label}$`));
    await hands.press('Enter');
  };

  it('stays in the view after the local control plane is set up', async () => {
    const { session } = journey;
    await session.window.activityBar.open('Keyrail');
    await keys().waitForWelcome(/Set Up Local Control Plane/);
    await session.page
      .locator('.welcome-view-content:visible a.monaco-link', { hasText: 'Set Up Local' })
      .press('Enter');
    await keys().waitForWelcome(/Bootstrap Baseline/);
    await has(/^API Keys: .*Bootstrap Baseline/);
    await session.screenshot('the next button');
  });

  it('goes on from button to button', async () => {
    const { quickInput } = journey.session.window;
    await pressButton('Bootstrap Baseline');
    await has(/^API Keys: .*Create Service Account/);
    await pressButton('Create Service Account…');
    await quickInput.waitForTitle(/Create Service Account/);
    await quickInput.accept();
    await has(/^API Keys: .*Create Key/);
  });

  it('is where it was after a question that is dismissed', async () => {
    const { quickInput } = journey.session.window;
    await pressButton('Create Key…');
    await quickInput.waitForTitle(/Create Key/);
    await journey.session.page.keyboard.press('Escape');
    await has(/^API Keys: .*Create Key/);
  });

  it('ends at the row of the new key', async () => {
    const { session } = journey;
    const { quickInput } = session.window;
    await pressButton('Create Key…');
    await quickInput.waitForTitle(/Create Key/);
    await quickInput.pickMany(['runs:write']);
    await quickInput.pick('In 90 days');
    await quickInput.answer('by keyboard');
    const label = await eventually(
      'The keyboard at the row',
      () => focusedRow(session.page),
      (row) => row.startsWith('by keyboard, active'),
    );
    assert.match(label, /runs:write/);
    await session.screenshot('the row');
  });

  it('offers to clear a filter that no key passes, and goes back to the keys', async () => {
    const { session } = journey;
    const { window } = session;
    await window.palette.ask('Filter and Group');
    await window.quickInput.pick('Filter Keys…');
    await window.quickInput.answer('no key is called so');
    await keys().waitForWelcome(/No key matches the filter/);
    await session.screenshot('no key passes');
    await window.palette.run('Keyrail: Focus on API Keys View');
    await has(/^API Keys: .*No key matches/);
    await pressButton('Clear Filter');
    await eventually(
      'The keyboard among the rows',
      () => keyboard(session.page),
      (what) => what?.startsWith('API Keys: ') === true,
    );
    await keys().row('by keyboard');
  });
});
