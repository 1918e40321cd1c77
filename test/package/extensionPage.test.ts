import assert from 'node:assert/strict';
import { eventually } from '../journeys/support/eventually.ts';
import { useSession } from '../journeys/support/useSession.ts';
import { vsix } from './vsix.ts';

describe('the page of the extension in VS Code', () => {
  const journey = useSession({ name: 'extension page', vsix });

  it('shows the README as people who use it read it', async () => {
    const { page, window } = journey.session;
    // The view and not its command, which VS Code registers some time after the window is there.
    await window.activityBar.open('Extensions');
    const row = page.locator('.extension-list-item').filter({ hasText: 'Keyrail' }).first();
    await eventually(
      'The page of the extension',
      async () => {
        // The list is drawn again while it is filled: a click may meet a row that goes.
        await row.click({ timeout: 2000 });
        return page.locator('.extension-editor').isVisible();
      },
      Boolean,
    );
    const text = await eventually(
      'The README on the page',
      async () => {
        const shown = await Promise.all(
          page.frames().map((frame) =>
            frame
              .evaluate(() => document.querySelector('h1')?.parentElement?.innerText ?? '')
              // A frame may go while it is asked.
              .catch(() => ''),
          ),
        );
        return shown.find((each) => each.startsWith('Keyrail')) ?? '';
      },
      (now) => now.includes('Four recipes'),
    );
    await journey.session.screenshot('README');
    assert.match(text, /Rotate Key…/);
    assert.doesNotMatch(text, /npm |\]\(|<!--/);
  });
});
