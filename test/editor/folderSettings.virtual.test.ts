import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { settingsThatRun } from '../../src/editor/references/folderSettings.ts';

describe('settings that run programs in a window of several folders', function () {
  this.timeout(60_000);
  const folder = () => workspace.workspaceFolders?.[0]?.uri;
  const npm = () => workspace.getConfiguration('npm', folder() ?? null);
  const set = async (name: string, value: unknown, target: ConfigurationTarget) =>
    npm().update(name, value, target);

  after(async () => {
    await set('packageManager', undefined, ConfigurationTarget.Workspace);
    await set('exclude', undefined, ConfigurationTarget.WorkspaceFolder);
  });

  it('are those of the folder, and those of the window’s file beside them', async () => {
    await set('packageManager', 'bun', ConfigurationTarget.Workspace);
    assert.deepEqual(settingsThatRun('node', folder()), { npm: { packageManager: 'bun' } });
    // VS Code takes both; one does not take the place of the other.
    await set('exclude', 'web', ConfigurationTarget.WorkspaceFolder);
    assert.deepEqual(settingsThatRun('node', folder()), {
      npm: [{ packageManager: 'bun' }, { exclude: 'web' }],
    });
  });
});
