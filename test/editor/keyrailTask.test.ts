import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { tasks, workspace, type Task } from 'vscode';
import { injectedEnv, type InjectParts } from '../../src/editor/references/injectedEnv.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { madeUpSecret } from '../fixtures/leaks/corpus.ts';

const odd = ['a & touch proof', '$(touch proof)', '; touch proof', '"', "it's", '%PATH%', '*', ''];
const write = (to: string) =>
  `require('fs').writeFileSync(${JSON.stringify(to)}, JSON.stringify([process.argv.slice(1), process.env]))`;

describe('a task of type keyrail', function () {
  this.timeout(120_000);
  const file = (name: string) => path.join(folder(), name);
  let serviceAccountId = '';
  const to = () => file('task-said.json');

  /** As `tasks.json` says it, run by VS Code; answers with arguments and environment of the process. */
  async function said(args: readonly string[]): Promise<[string[], NodeJS.ProcessEnv]> {
    const task = { type: 'keyrail', label: 'odd words', command: process.execPath };
    const given = ['-e', write(to()), '--', ...args];
    const all = [{ ...task, args: given }];
    mkdirSync(file('.vscode'), { recursive: true });
    writeFileSync(file('.vscode/tasks.json'), JSON.stringify({ version: '2.0.0', tasks: all }));
    const found = await eventually<Task | undefined>(
      'The task',
      // VS Code reads the file a moment after it was written, and forgets the task of that name before.
      async () =>
        (await tasks.fetchTasks({ type: 'keyrail' })).find(
          ({ name, definition }) =>
            name === 'odd words' && isDeepStrictEqual(definition['args'], given),
        ),
      (each) => each !== undefined,
    );
    assert.ok(found);
    const ended = new Promise<void>((resolve) => {
      const watching = tasks.onDidEndTask(({ execution }) => {
        if (execution.task.name !== 'odd words') return;
        watching.dispose();
        resolve();
      });
    });
    await tasks.executeTask(found);
    await ended;
    // As it was written by the process.
    return JSON.parse(readFileSync(to(), 'utf8')) as [string[], NodeJS.ProcessEnv];
  }

  before(async () => {
    ({ serviceAccountId } = await prepare('tasks'));
  });
  afterEach(() => {
    for (const name of ['task-said.json', 'proof']) rmSync(file(name), { force: true });
  });
  after(() => {
    rmSync(file('.vscode/tasks.json'), { force: true });
  });

  it('gives each argument to the program as it is, and no shell reads one', async () => {
    const [words] = await said(odd);
    assert.deepEqual(words, odd);
    assert.equal(existsSync(file('proof')), false);
  });

  it('gets no secret in a variable that a build tool publishes, and nobody is asked', async () => {
    // `as`: nothing of them may be reached.
    const parts = {} as InjectParts;
    const start = {
      folder: workspace.workspaceFolders?.[0],
      what: 'task “build”',
      digest: 'd',
      digestNow: async () => 'd',
      facts: [],
      exposures: [],
      edit: { label: 'Open tasks.json', command: 'workbench.action.tasks.configureTaskRunner' },
    };
    for (const variable of ['VITE_KEY', 'next_public_key', 'PLASMO_PUBLIC_KEY']) {
      await assert.rejects(
        injectedEnv(
          parts,
          [
            ['A', 'ci'],
            [variable, 'ci'],
          ],
          start,
        ),
        {
          message: new RegExp(`^No secret goes into ${variable}: `),
          remedies: [start.edit],
        },
      );
    }
  });

  it('gets nothing of what terminals get', async () => {
    const key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    await run('useInTerminal', { keyId: key.keyId, variable: 'OF_TERMINALS' });
    // A window that was opened from such a terminal has it in its own environment.
    process.env['OF_TERMINALS_BEFORE'] = madeUpSecret(3);
    try {
      const [, env] = await said([]);
      assert.equal(env['OF_TERMINALS'], undefined);
      assert.equal(env['OF_TERMINALS_BEFORE'], undefined);
    } finally {
      delete process.env['OF_TERMINALS_BEFORE'];
      await run('revokeKey', { keyId: key.keyId });
    }
  });
});
