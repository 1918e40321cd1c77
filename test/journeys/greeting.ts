import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** For a person who was never here, and a VS Code that greets. */
export function greeting(journey: { readonly session: Session }): void {
  describe('the first start of an installed Keyrail', () => {
    usePartOf(journey);

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

    it('shows neither again in the next folder that is opened', async () => {
      const { session } = journey;
      const other = path.join(path.dirname(session.folder), 'other');
      mkdirSync(other);
      const window = await session.openWindow(other);
      await window.activityBar.open('Keyrail');
      await window.view('API Keys').waitForWelcome(/Try It Here/);
      // What a start shows comes with the view's first words; whoever works goes on meanwhile.
      await window.palette.run('View: Show Explorer');
      await window.activityBar.open('Keyrail');
      await window.view('API Keys').waitForWelcome(/Try It Here/);
      assert.deepEqual(await window.editors.titles(), []);
      assert.equal(await window.page.locator('.gettingStartedContainer').count(), 0);
      await window.page.close();
    });
  });
}
