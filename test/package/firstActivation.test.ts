import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { useSession } from '../journeys/support/useSession.ts';
import { temporaryFolder } from '../support/owned.ts';
import { vsix } from './vsix.ts';

/** What stands where Keyrail would: this person has another extension, and Keyrail comes later. */
const other = await temporaryFolder('other-extension');
writeFileSync(
  path.join(other.path, 'package.json'),
  JSON.stringify({
    ...{ name: 'other', publisher: 'somebody', version: '1.0.0', main: 'main.cjs' },
    ...{ files: ['main.cjs'], engines: { vscode: '*' } },
  }),
);
writeFileSync(path.join(other.path, 'main.cjs'), '');

describe('installed from its package by a person whose VS Code is open', () => {
  after(() => {
    other.dispose();
  });
  const journey = useSession({
    name: 'first activation',
    extension: other.path,
    // As VS Code comes.
    settings: { 'workbench.startupEditor': 'welcomePageInEmptyWorkbench' },
  });

  it('shows its view and, beside it, its walkthrough', async () => {
    const { page, window } = journey.session;
    await window.palette.run('Extensions: Install from VSIX...');
    await window.quickInput.waitForTitle(/VSIX/);
    await window.quickInput.chooseFile(vsix);
    await page
      .locator('.gettingStartedContainer')
      .getByText('Choose a control plane')
      .first()
      .waitFor();
    await window.view('API Keys').waitForWelcome(/Try It Here/);
    assert.equal((await window.editors.titles()).length, 1);
    await journey.session.screenshot('greeted');
  });
});
