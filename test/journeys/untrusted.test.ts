import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root.mjs';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';
import { untrustedCalls } from './untrustedCalls.ts';

describe('a folder that is not trusted', () => {
  const journey = useSession({
    name: 'untrusted',
    trust: 'withheld',
    companion: path.join(root, 'test', 'fixtures', 'agent'),
    prepare: (folder) => {
      mkdirSync(path.join(folder, '.vscode'), { recursive: true });
      writeFileSync(
        path.join(folder, '.vscode', 'settings.json'),
        JSON.stringify({ 'keyrail.envVariable': 'ANOTHER_TOKEN' }),
      );
    },
  });

  it('lets a person connect and look', async () => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    const keys = window.view('API Keys');
    await keys.clickWelcome('Set Up Local Control Plane');
    await keys.waitForWelcome(/Bootstrap Baseline/);
    await journey.session.screenshot('connected');
  });

  it('copies the curl line, which reads a variable that the folder has no say in', async () => {
    // Also in a window that finds its connection again.
    await journey.session.restart();
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').waitForWelcome(/Bootstrap Baseline/);
    await window.palette.run('Keyrail: Copy as curl');
    const line = await eventually(
      'A curl line in the clipboard',
      () => window.clipboard.read(),
      (text) => text.startsWith('curl '),
    );
    assert.match(line, /"Authorization: Bearer \$GOVRAIL_API_KEY"/);
  });

  it('creates nothing there, says why, and leads to the trust', async () => {
    const { window, folder } = journey.session;
    const keys = window.view('API Keys');
    await keys.clickWelcome('Bootstrap Baseline');
    await window.notifications.waitFor(/while the folder is not trusted/);
    await journey.session.screenshot('refused');
    await window.palette.run('Keyrail: Create Key…');
    await keys.waitForWelcome(/Bootstrap Baseline/);
    assert.equal(existsSync(path.join(folder, '.env')), false);
  });

  untrustedCalls(journey);
});
