import assert from 'node:assert/strict';
import { keptExtension, modulesToInstall } from '../../support/leanRecipe.mjs';

describe('the recipe of the lean VS Code', () => {
  it('installs modules in the versions that VS Code was locked to, and none that it does not know', () => {
    const packages = {
      'node_modules/ws': { version: '8.21.0' },
      'node_modules/kerberos': { version: '2.1.1' },
    };
    assert.deepEqual(modulesToInstall({ packages }), ['ws@8.21.0']);
  });

  it('replaces versions that would need a download or a compiler', () => {
    const packages = { 'node_modules/node-pty': { version: '1.1.0-beta35' } };
    assert.deepEqual(modulesToInstall({ packages }), ['node-pty@1.2.0-beta.15']);
  });

  it('keeps themes and languages, and few extensions with code', () => {
    assert.equal(keptExtension('theme-defaults', {}), true);
    assert.equal(keptExtension('git', { main: './dist/main' }), true);
    assert.equal(keptExtension('copilot', { main: './dist/extension' }), false);
    assert.equal(keptExtension('emmet', { browser: './dist/browser' }), false);
  });
});
