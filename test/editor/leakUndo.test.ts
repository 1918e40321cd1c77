import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commands, env, Uri, workspace } from 'vscode';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { watchPerson, type WatchedPerson } from './support/watchedPerson.ts';

describe('a secret that is taken out of a file into .env', function () {
  this.timeout(120_000);
  const source = () => path.join(folder(), 'leaky.js');
  const envFile = () => path.join(folder(), '.env');
  let key: NewKey;
  let text = '';
  let formerEnv: string | undefined;
  let person: WatchedPerson | undefined;

  before(async () => {
    const { serviceAccountId } = await prepare('leaky');
    key = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'leaky',
    });
    await run('copySecret', { keyId: key.keyId });
    text = `const key = '${await env.clipboard.readText()}';\nstart(key);\n`;
    await env.clipboard.writeText('');
    formerEnv = existsSync(envFile()) ? readFileSync(envFile(), 'utf8') : undefined;
    writeFileSync(source(), text);
  });
  afterEach(() => {
    person?.dispose();
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(source());
    await run('revokeKey', { keyId: key.keyId });
  });

  const open = () => workspace.openTextDocument(Uri.file(source()));
  const fix = () =>
    run('fixLeak', {
      file: Uri.file(source()).toString(),
      line: 0,
      character: text.indexOf("'") + 3,
      fix: 'environment',
    });
  const envNow = () => (existsSync(envFile()) ? readFileSync(envFile(), 'utf8') : undefined);

  it('may go to another file, which is asked for as for any write', async () => {
    person = watchPerson('Choose Another File…');
    await assert.rejects(fix(), /Cancelled/);
    assert.equal(person.asked().length, 2, 'The preview, and which file');
    assert.equal((await open()).getText(), text);
  });

  it('is put back into both files by Undo', async () => {
    person = watchPerson('Write');
    await fix();
    assert.match((await open()).getText(), /process\.env/);
    assert.notEqual(envNow(), formerEnv);
    await run('undoWrite', { keyId: key.keyId });
    assert.equal((await open()).getText(), text);
    assert.equal(envNow(), formerEnv);
  });

  it('stays in .env where the file was changed since, and that is said', async () => {
    person = watchPerson('Write');
    await fix();
    const written = envNow();
    const document = await open();
    assert.ok(await document.save());
    assert.deepEqual(
      [document.isDirty, readFileSync(source(), 'utf8')],
      [false, document.getText()],
    );
    writeFileSync(source(), `${document.getText()}// mine\n`);
    await assert.rejects(run('undoWrite', { keyId: key.keyId }), /leaky\.js has changed since/);
    assert.equal(envNow(), written);
    if (formerEnv === undefined) rmSync(envFile());
    else writeFileSync(envFile(), formerEnv);
    writeFileSync(source(), text);
  });
});
