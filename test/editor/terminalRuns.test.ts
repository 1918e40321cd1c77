import assert from 'node:assert/strict';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationTarget, workspace } from 'vscode';
import { sh } from '../support/sh.mjs';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { openQuestions, type OpenQuestions } from './support/openQuestions.ts';
import { environmentOfTerminal } from './support/terminalEnvironment.ts';

describe('a program that is started by keyrail run', function () {
  if (process.platform === 'win32') return;
  this.timeout(120_000);
  let env: NodeJS.ProcessEnv;
  let person: OpenQuestions;
  const program = () => path.join(folder(), 'program');
  const put = (file: string, text: string) => {
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
  };
  const start = () =>
    sh('keyrail', ['run', '--key', 'of programs', '--', program()], { env, cwd: folder() });
  /** Allows it in this window; answers with what was asked. */
  const allow = async () => {
    const question = await person.next();
    question.answer('Allow in This Window');
    return question.text;
  };

  before(async () => {
    const { serviceAccountId } = await prepare('terminal-runs');
    await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'of programs',
    });
    env = await environmentOfTerminal();
    person = openQuestions();
    put(program(), 'test -n "$GOVRAIL_API_KEY" && echo got it');
  });
  after(() => {
    person.dispose();
    rmSync(program(), { force: true });
  });

  it('is not asked about again while it is the same', async () => {
    const [said, asked] = await Promise.all([start(), allow()]);
    assert.match(asked, /^The program “program” gets it in GOVRAIL_API_KEY/m);
    assert.equal(said, 'got it\n');
    assert.equal(await start(), 'got it\n');
    assert.deepEqual(person.left, []);
  });

  it('is asked about again where another was put at its path', async () => {
    const other = `${program()}.new`;
    put(other, 'test -n "$GOVRAIL_API_KEY" && echo another got it');
    renameSync(other, program());
    const [said, asked] = await Promise.all([start(), allow()]);
    assert.match(asked, /It was allowed before for something else: what is started has changed\./);
    assert.equal(said, 'another got it\n');
  });

  it('is asked about again where something was written into it, also in the same size', async () => {
    put(program(), 'test -n "$GOVRAIL_API_KEY" && echo ANOTHER got it');
    const [said, asked] = await Promise.all([start(), allow()]);
    assert.match(asked, /what is started has changed\./);
    assert.equal(said, 'ANOTHER got it\n');
  });

  it('asks in the window also where terminals inherit nothing of the editor', async () => {
    const inherit = workspace.getConfiguration('terminal.integrated');
    await inherit.update('inheritEnv', false, ConfigurationTarget.Global);
    try {
      const bare = await environmentOfTerminal();
      const said = await sh('/bin/sh', ['-c', 'keyrail ls'], { env: bare, cwd: folder() });
      assert.match(said, /^of programs +krl_local_/m);
    } finally {
      await inherit.update('inheritEnv', undefined, ConfigurationTarget.Global);
    }
  });

  it('gets nothing where it was replaced while the question was open', async () => {
    put(program(), 'echo third');
    const starting = start();
    const question = await person.next();
    put(program(), 'echo fourth');
    question.answer('Allow in This Window');
    await assert.rejects(starting, /what it starts was changed while you were asked/);
  });
});
