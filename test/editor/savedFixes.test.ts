import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commands, ConfigurationTarget, env, languages, Uri, window, workspace } from 'vscode';
import { eventually } from '../journeys/support/eventually.ts';
import { everything } from './support/everything.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { watchPerson, type WatchedPerson } from './support/watchedPerson.ts';

/** A folder's settings may have VS Code apply quick fixes at each save, all of them. */
const atEachSave = { quickfix: 'explicit' };

describe('quick fixes that a folder has applied when a file is saved', function () {
  this.timeout(120_000);
  const file = () => path.join(folder(), 'saved.js');
  let key: NewKey;
  let person: WatchedPerson | undefined;
  let text = '';

  const setFixes = (value: object | undefined) =>
    workspace
      .getConfiguration('editor')
      .update('codeActionsOnSave', value, ConfigurationTarget.Workspace);
  const ours = () =>
    languages.getDiagnostics(Uri.file(file())).filter(({ source }) => source === 'Keyrail');

  /** Where the value stands is noted by itself, and the file is saved. */
  const whatFixesChange = async () => {
    const { lifecycle = '', audit } = await everything();
    return { audit, dismissed: /^not-secret\/.*$/gm.exec(lifecycle) };
  };

  before(async () => {
    const { serviceAccountId } = await prepare('saved');
    key = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'saved',
    });
    await run('copySecret', { keyId: key.keyId });
    text = `const key = '${await env.clipboard.readText()}';\nstart(key);\n`;
    await env.clipboard.writeText('');
    writeFileSync(file(), text);
    await setFixes(atEachSave);
  });
  after(async () => {
    person?.dispose();
    await setFixes(undefined);
    const settings = path.join(folder(), '.vscode', 'settings.json');
    if (existsSync(settings) && /^\s*\{\s*\}\s*$/.test(readFileSync(settings, 'utf8')))
      rmSync(settings);
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(file());
    await run('revokeKey', { keyId: key.keyId });
  });

  it('do nothing, also to what is called a secret', async () => {
    const editor = await window.showTextDocument(Uri.file(file()));
    await eventually('The warning', ours, (all) => all.length === 1);
    await editor.edit((edit) => {
      edit.insert(editor.document.positionAt(text.length), '// more\n');
    });
    await eventually('The warning about the new text', ours, (all) => all.length === 1);
    person = watchPerson();
    const before = await whatFixesChange();
    await commands.executeCommand('workbench.action.files.save');
    await eventually(
      'The saved text',
      () => readFileSync(file(), 'utf8'),
      (saved) => saved.includes('more'),
    );
    assert.equal(readFileSync(file(), 'utf8'), `${text}// more\n`);
    assert.deepEqual(await whatFixesChange(), before);
    assert.deepEqual(person.asked(), []);
    assert.equal(ours().length, 1);
  });
});
