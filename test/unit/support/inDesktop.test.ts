import assert from 'node:assert/strict';
import { chooseDesktop } from '../../support/inDesktop.ts';

describe('the desktop VS Code of editor tests', () => {
  it('is fetched by a version, and otherwise one that is there', () => {
    for (const version of ['stable', 'insiders', '1.105.0'])
      assert.deepEqual(chooseDesktop(version), { version });
    for (const there of ['/usr/share/code/code', 'C:\\Code\\Code.exe', './stable/code'])
      assert.deepEqual(chooseDesktop(there), { vscodeExecutablePath: there });
  });
});
