import assert from 'node:assert/strict';
import { useDesk } from '../journeys/support/useDesk.ts';
import { vsix } from './vsix.ts';

describe('where VS Code has only a browser', () => {
  // The extension then runs in the page, as it does on a site without a machine behind it.
  const settings = { 'remote.extensionKind': { 'keyrail.keyrail': ['web'] } };
  const seat = useDesk({ name: 'web only', vsix, settings });

  it('says in its view what is missing', async () => {
    const { window } = seat.desk;
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').waitForWelcome(/this VS Code has only a browser/);
    await seat.desk.screenshot('view');
  });

  it('answers a command with the same words', async () => {
    const { window } = seat.desk;
    await window.palette.run('Keyrail: Get a key that works');
    const { text } = await window.notifications.waitFor(/only a browser/);
    assert.match(text, /a remote window, a codespace or a dev container/);
    await seat.desk.screenshot('command');
  });
});
