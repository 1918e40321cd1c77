import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commands, languages, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { eventually } from '../journeys/support/eventually.ts';
import { folder, run } from './support/keyrail.ts';

const value = `grk_live_${'1'.repeat(24)}_${'a'.repeat(48)}`;
const line = `$key = "${value}"\r\n`;
const little = Buffer.from(`\uFEFF${line}`, 'utf16le');
const files: Readonly<Record<string, Buffer>> = {
  'leak-little.ps1': little,
  'leak-big.ps1': Buffer.from(little).swap16(),
  'leak-coded.yml': Buffer.from(`data:\n  key: ${Buffer.from(value).toString('base64')}\n`),
  'leak-mail.txt': Buffer.from(`key=3D${value.slice(0, 40)}=\r\n${value.slice(40)}\r\n`),
};

describe('a value in a tracked file, in whatever form', function () {
  this.timeout(120_000);
  const at = (name: string) => path.join(folder(), 'leak-searches', name);
  const shown = (name: string) =>
    languages
      .getDiagnostics(Uri.file(at(name)))
      .filter(({ source }) => source === 'Keyrail')
      .map(({ range: { start, end } }) => [start.line, start.character, end.line, end.character]);

  before(async () => {
    mkdirSync(at('.'));
    execFileSync('git', ['init', '--quiet'], { cwd: at('.') });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(at(name), bytes);
    execFileSync('git', ['add', '.'], { cwd: at('.') });
    await run('findLeaks');
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(at('.'), { recursive: true });
    await run('findLeaks');
  });

  for (const name of Object.keys(files)) {
    it(`is seen by Find Secrets and by diagnostics alike: ${name}`, async () => {
      const found = shown(name);
      assert.equal(found.length, 1, 'found without being opened');
      const { document } = await window.showTextDocument(Uri.file(at(name)));
      // A look of the open text takes the place of what was found in the file.
      const edit = new WorkspaceEdit();
      edit.insert(document.uri, new Position(0, 0), '\n');
      await workspace.applyEdit(edit);
      const moved = found.map(([line = 0, from, end = 0, to]) => [line + 1, from, end + 1, to]);
      await eventually(
        'The place in the open text',
        () => JSON.stringify(shown(name)),
        (now) => now === JSON.stringify(moved),
      );
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  }
});
