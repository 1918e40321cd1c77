import assert from 'node:assert/strict';
import { useSession } from '../journeys/support/useSession.ts';
import { vsix } from './vsix.ts';

describe('where VS Code has only a browser', () => {
  // The extension then runs in the page, as it does on a site without a machine behind it.
  const settings = { 'remote.extensionKind': { 'keyrail.keyrail': ['web'] } };
  const journey = useSession({ name: 'web only', vsix, settings });

  it('says in its view what is missing', async () => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').waitForWelcome(/this VS Code has only a browser/);
    await journey.session.screenshot('view');
  });

  it('answers a command with the same words', async () => {
    const { window } = journey.session;
    await window.palette.run('Keyrail: Get a Working Key');
    const { text } = await window.notifications.waitFor(/only a browser/);
    assert.match(text, /a remote window, a codespace or a dev container/);
    await journey.session.screenshot('command');
  });
});
