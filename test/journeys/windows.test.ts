import { checklistConflict } from './checklistConflict.ts';
import { makeFirstKey } from './makeKey.ts';
import { notices } from './notices.ts';
import { useSession } from './support/useSession.ts';
import type { Workbench } from './support/workbench.ts';

describe('two windows of one person', () => {
  const journey = useSession({ name: 'windows', begins: 'with the first key' });
  let second: Workbench;

  const hasFirstKey = (window: Workbench, described: RegExp) =>
    window
      .view('API Keys')
      .waitForRows('the key', (rows) =>
        rows.some(({ label, description }) => label === 'first run' && described.test(description)),
      );

  before(async () => {
    second = await journey.session.openWindow();
    await second.activityBar.open('Keyrail');
  });

  it('shows in the second window the key that the first one created', async () => {
    await makeFirstKey(journey.session);
    await hasFirstKey(second, /never used/);
    await journey.session.screenshot('the second window', second);
  });

  it('has the secret there too, and says in the first what was done in the second', async () => {
    await second.palette.run('Keyrail: Make Demo Run');
    await second.dialog.click('Make Demo Run');
    await second.notifications.waitFor(/run/i);
    await journey.session.window.view('API Keys').titleAction('Refresh');
    await hasFirstKey(journey.session.window, /just used|used \d/);
    await journey.session.screenshot('the first window again');
  });

  checklistConflict(journey, () => second);
  notices(journey, () => second);
});
