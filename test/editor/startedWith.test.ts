import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workspace } from 'vscode';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { InjectParts } from '../../src/editor/references/injectedEnv.ts';
import { resolveLaunch } from '../../src/editor/references/launchReferences.ts';
import { startDigest } from '../../src/editor/references/startDigest.ts';
import { startedWithLaunch, startedWithTask } from '../../src/editor/references/startedWith.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { folder } from './support/keyrail.ts';

const launch = {
  name: 'Run',
  type: 'node',
  request: 'launch',
  program: 'app.mjs',
  preLaunchTask: 'build',
  envFile: '${workspaceFolder}/started/.env.run',
  env: { KEY: 'keyrail:ci' },
};
const build = { label: 'build', type: 'shell', command: 'tsc', dependsOn: ['types', 'lint'] };
const types = { label: 'types', type: 'shell', command: 'gen ${config:started.mode} ${input:who}' };
const unrelated = { label: 'unrelated', type: 'shell', command: 'echo' };
const run = { label: 'run', type: 'keyrail', command: 'npm run dev', dependsOn: 'types' };
const lint = { label: 'lint', type: 'shell', command: 'cd started && npm run lint' };
const who = { id: 'who', type: 'promptString', description: 'Who?', default: 'me' };
const tasksJson = { version: '2.0.0', tasks: [build, types, lint, unrelated, run], inputs: [who] };
const launchJson = { version: '0.2.0', configurations: [{ ...launch, preLaunchTask: 'build' }] };

describe('what a launch only names', function () {
  this.timeout(60_000);
  const at = (name: string) => path.join(folder(), name);
  const stood: Record<string, string | undefined> = {};
  const files = {
    '.vscode/tasks.json': tasksJson,
    '.vscode/launch.json': launchJson,
    '.vscode/settings.json': {},
    'package.json': { scripts: { dev: 'node app.mjs' } },
  };
  const write = (name: string, content: object | string) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const kinds = {
    launch: async () => startDigest('launch', launch, (await startedWithLaunch(launch)).bound),
    task: async () => {
      const start = { type: 'keyrail', name: 'run', command: run.command };
      return startDigest('task', start, (await startedWithTask(start)).bound);
    },
  };

  before(() => {
    for (const name of Object.keys(files)) {
      try {
        stood[name] = readFileSync(at(name), 'utf8');
      } catch {
        stood[name] = undefined;
      }
    }
  });
  after(() => {
    rmSync(at('started'), { recursive: true, force: true });
    for (const [name, text] of Object.entries(stood)) {
      if (text === undefined) rmSync(at(name), { force: true });
      else writeFileSync(at(name), text);
    }
  });

  /** All as at first, and VS Code knows it. */
  const digestAtFirst = async (kind: keyof typeof kinds) => {
    for (const [name, content] of Object.entries(files)) write(name, content);
    write('started/.env.run', 'A=1\n');
    write('started/package.json', { scripts: { lint: 'eslint' } });
    await eventually(
      'What was written in the configuration of VS Code',
      () => {
        const tasks = workspace.getConfiguration().inspect('tasks')?.workspaceValue;
        const launches = workspace.getConfiguration().inspect('launch')?.workspaceValue;
        const mode = workspace.getConfiguration('started').get('mode');
        const runs = workspace.getConfiguration('debug').inspect('javascript')?.workspaceValue;
        return JSON.stringify([tasks, launches, mode, runs]);
      },
      (known) => known === JSON.stringify([tasksJson, launchJson, null, null]),
    );
    return kinds[kind]();
  };

  const changes: readonly (readonly [string, string, object | string, ...('launch' | 'task')[]])[] =
    [
      [
        'another command of its task',
        '.vscode/tasks.json',
        { ...tasksJson, tasks: [{ ...build, command: 'evil' }, types, lint, unrelated, run] },
        'launch',
      ],
      [
        'another command of what that depends on',
        '.vscode/tasks.json',
        { ...tasksJson, tasks: [build, { ...types, command: 'evil' }, lint, unrelated, run] },
        'launch',
        'task',
      ],
      [
        'one more that it depends on',
        '.vscode/tasks.json',
        {
          ...tasksJson,
          tasks: [
            { ...build, dependsOn: ['types', 'lint', 'unrelated'] },
            types,
            lint,
            unrelated,
            { ...run, dependsOn: ['types', 'unrelated'] },
          ],
        },
        'launch',
        'task',
      ],
      [
        'other options of all tasks',
        '.vscode/tasks.json',
        { ...tasksJson, options: { env: { PATH: '/evil' } } },
        'launch',
        'task',
      ],
      [
        'an input that is another',
        '.vscode/tasks.json',
        { ...tasksJson, inputs: [{ ...who, type: 'command', command: 'evil' }] },
        'launch',
        'task',
      ],
      [
        'a setting that a task takes',
        '.vscode/settings.json',
        { 'started.mode': 'evil' },
        'launch',
        'task',
      ],
      [
        'a setting that debuggers take',
        '.vscode/settings.json',
        { 'debug.javascript.terminalOptions': { runtimeArgs: ['-r', './evil'] } },
        'launch',
      ],
      ['a variable in its file', 'started/.env.run', 'A=1\nNODE_OPTIONS=-r ./evil\n', 'launch'],
      [
        'a compound that starts another with it',
        '.vscode/launch.json',
        {
          ...launchJson,
          configurations: [...launchJson.configurations, { name: 'Look', type: 'node' }],
          compounds: [{ name: 'Both', configurations: ['Run', 'Look'] }],
        },
        'launch',
      ],
      ['a script of package.json', 'package.json', { scripts: { dev: 'node evil.mjs' } }, 'task'],
      [
        'a script of the package.json of a folder that a task goes to',
        'started/package.json',
        { scripts: { lint: 'node evil.mjs' } },
        'launch',
      ],
    ];

  for (const [what, file, content, ...which] of changes) {
    for (const kind of which) {
      it(`makes ${kind === 'task' ? 'a task' : 'a launch'} another one: ${what}`, async () => {
        const atFirst = await digestAtFirst(kind);
        write(file, content);
        await eventually('Another digest', kinds[kind], (digest) => digest !== atFirst);
      });
    }
  }

  it('makes a task another one: a script in a package.json that only lenient readers read', async () => {
    await digestAtFirst('task');
    const lenient = (script: string) => `{"scripts":{"dev":"${script}"},}`;
    write('package.json', lenient('node app.mjs'));
    const atFirst = await kinds.task();
    write('package.json', lenient('node evil.mjs'));
    assert.notEqual(await kinds.task(), atFirst);
  });

  it('leaves a launch the same where something else is changed', async () => {
    const atFirst = await digestAtFirst('launch');
    const changed = {
      ...tasksJson,
      tasks: [build, types, lint, { ...unrelated, command: 'other' }, run],
    };
    write('.vscode/tasks.json', changed);
    write('.vscode/settings.json', { 'editor.tabSize': 3 });
    await eventually(
      'What was changed',
      () =>
        JSON.stringify([
          workspace.getConfiguration().inspect('tasks')?.workspaceValue,
          workspace.getConfiguration('editor').inspect('tabSize')?.workspaceValue,
        ]),
      (known) => known === JSON.stringify([changed, 3]),
    );
    assert.equal(await kinds.launch(), atFirst);
  });

  it('is also what settings and files say of a debugger of .NET, whose names are others', async () => {
    await digestAtFirst('launch');
    const dotnet = { ...launch, type: 'coreclr' };
    const digest = async () =>
      startDigest('launch', dotnet, (await startedWithLaunch(dotnet)).bound);
    const atFirst = await digest();
    const profile = (args: string) => ({ profiles: { http: { commandLineArgs: args } } });
    try {
      write('Properties/launchSettings.json', profile('serve'));
      const withArguments = await digest();
      write('Properties/launchSettings.json', profile('serve --dump'));
      assert.equal(new Set([atFirst, withArguments, await digest()]).size, 3);
    } finally {
      rmSync(at('Properties'), { recursive: true, force: true });
    }
    write('.vscode/settings.json', { 'csharp.debug.console': 'integratedTerminal' });
    const { facts } = await eventually(
      'What the folder says of the debugger',
      () => startedWithLaunch(dotnet),
      ({ facts: told }) => told.some((line) => line.includes('csharp')),
    );
    assert.match(facts.join('\n'), /Settings of the folder: .*integratedTerminal/);
  });

  it('is told in lines', async () => {
    await digestAtFirst('launch');
    assert.deepEqual((await startedWithLaunch(launch)).facts, [
      'task “build”: tsc',
      'task “types”: gen ${config:started.mode} ${input:who}',
      'task “lint”: cd started && npm run lint',
      'package.json: {"dev":"node app.mjs"}',
      'package.json: {"lint":"eslint"}',
      'Variables in started/.env.run: A',
    ]);
    const start = { name: 'run', command: run.command };
    assert.deepEqual((await startedWithTask(start)).facts, [
      'task “types”: gen ${config:started.mode} ${input:who}',
      'package.json: {"dev":"node app.mjs"}',
    ]);
  });

  it('gets no secret where a file that it names was changed while the person was asked', async () => {
    write('started/.env.run', 'A=1\n');
    const key = { api_key_id: 'k', key_prefix: 'krl_local_started_x', status: 'active' };
    const row = { key, name: 'ci', status: { kind: 'active' }, hasCopy: true };
    const context = { connection: { id: 'c' }, workspaceId: 'w' };
    let isChanged = false;
    // `as`: a person who has allowed it, and for whom a file is written behind the question.
    const parts = {
      keyList: {
        here: async () => ({ context, session: { provenBaseUrl: async () => 'http://127.0.0.1' } }),
        snapshot: { keys: [row] },
      },
      keyNotes: { lineage: () => ['k'] },
      consents: async () => ({
        has: () => {
          if (isChanged) write('started/.env.run', 'A=1\nNODE_OPTIONS=--require=./evil.cjs\n');
          return true;
        },
      }),
      lifecycle: async () => ({
        copies: { read: async () => new Secret('krl_local_of_started') },
        ledger: { record: async () => undefined },
      }),
      log: { error: () => undefined, warn: () => undefined, info: () => undefined },
    } as unknown as InjectParts;
    const bare = { ...launch, preLaunchTask: '' };
    const started = await resolveLaunch(parts, workspace.workspaceFolders?.[0], bare);
    assert.deepEqual(started?.['env'], { KEY: 'krl_local_of_started' });
    isChanged = true;
    assert.equal(await resolveLaunch(parts, workspace.workspaceFolders?.[0], bare), undefined);
  });
});
