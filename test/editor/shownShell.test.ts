import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationTarget, env, window, workspace, type TerminalOptions } from 'vscode';
import { eventually } from '../journeys/support/eventually.ts';
import { setAutomation } from './support/beforehand.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { openQuestions, type OpenQuestions } from './support/openQuestions.ts';

describe('the shell that a question names', function () {
  if (process.platform === 'win32') return;
  this.timeout(120_000);
  const system = process.platform === 'darwin' ? 'osx' : 'linux';
  const theirs = () => path.join(folder(), 'bash');
  let key: NewKey;
  let person: OpenQuestions;

  before(async () => {
    const { serviceAccountId } = await prepare('shown-shell');
    key = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'shown',
    });
    writeFileSync(theirs(), '#!/bin/sh\nexit 0\n');
    chmodSync(theirs(), 0o755);
    await setAutomation(false);
    person = openQuestions();
  });
  after(async () => {
    person.dispose();
    await setAutomation(true);
    await choose(undefined);
    rmSync(theirs(), { force: true });
    rmSync(path.join(folder(), '.vscode', 'settings.json'), { force: true });
  });

  /** As a file of the folder does. */
  const choose = async (shell: string | undefined) => {
    const settings = workspace.getConfiguration('terminal.integrated');
    const set = (name: string, value: unknown) =>
      settings.update(`${name}.${system}`, value, ConfigurationTarget.Workspace);
    await set('profiles', shell === undefined ? undefined : { theirs: { path: shell } });
    await set('defaultProfile', shell === undefined ? undefined : 'theirs');
  };
  const shellOf = (name: string) => {
    const terminal = window.terminals.find((each) => each.name === name);
    const { shellArgs = [] } = (terminal?.creationOptions ?? {}) as TerminalOptions;
    terminal?.dispose();
    return shellArgs[2];
  };

  it('is the one that is started, although the folder chose another one meanwhile', async () => {
    const using = run('useInTerminal', { keyId: key.keyId });
    const question = await person.next();
    const [, shown = ''] = /^The shell is (\S+?)(?: -l)?\.$/m.exec(question.text) ?? [];
    assert.ok(path.isAbsolute(shown), question.text);
    await choose(theirs());
    await eventually(
      'The shell of the folder',
      () => env.shell,
      (shell) => shell === theirs(),
    );
    question.answer('Open Terminal');
    await using;
    assert.equal(shellOf('Keyrail: shown'), shown);
  });
});
