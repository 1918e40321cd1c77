import assert from 'node:assert/strict';
import { workbenchUrl } from '../../support/workbenchUrl.ts';

describe('the address of a workbench', () => {
  it('names the folder readably', () => {
    assert.equal(
      workbenchUrl('http://127.0.0.1:1', '/home/me/a b&c'),
      'http://127.0.0.1:1/?folder=/home/me/a%20b%26c',
    );
  });

  it('opens a .code-workspace as such', () => {
    assert.match(workbenchUrl('http://127.0.0.1:1', '/a.code-workspace'), /\?workspace=\/a\.code/);
  });

  it('writes a drive letter as a path', () => {
    assert.match(workbenchUrl('http://127.0.0.1:1', 'C:\\me'), /\?folder=\/C%3A\/me$/);
  });

  it('hands over what to test as a JSON payload of remote addresses', () => {
    const url = new URL(
      workbenchUrl('http://127.0.0.1:1', '/f', { extension: '/e x', tests: '/t.js' }),
    );
    assert.deepEqual(JSON.parse(url.searchParams.get('payload') ?? ''), [
      ['extensionDevelopmentPath', 'vscode-remote://remote/e%20x'],
      ['extensionTestsPath', 'vscode-remote://remote/t.js'],
    ]);
  });
});
