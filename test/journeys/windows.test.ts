import { makeFirstKey } from './makeKey.ts';
import { useDesk } from './support/useDesk.ts';
import type { Workbench } from './support/workbench.ts';

describe('two windows of one person', () => {
  const seat = useDesk({ name: 'windows' });
  let second: Workbench;

  const hasFirstKey = (window: Workbench, described: RegExp) =>
    window
      .view('API Keys')
      .waitForRows('the key', (rows) =>
        rows.some(({ label, description }) => label === 'first run' && described.test(description)),
      );

  it('shows in the second window the key that the first one created', async () => {
    await makeFirstKey(seat.desk);
    second = await seat.desk.openWindow();
    await second.activityBar.open('Keyrail');
    await hasFirstKey(second, /never used/);
    await seat.desk.screenshot('the second window', second);
  });

  it('has the secret there too, and says in the first what was done in the second', async () => {
    await second.palette.run('Keyrail: Make a demo run');
    await second.notifications.waitFor(/run/i);
    await seat.desk.window.view('API Keys').titleAction('Refresh');
    await hasFirstKey(seat.desk.window, /last used/);
    await seat.desk.screenshot('the first window again');
  });
});
