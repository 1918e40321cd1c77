import assert from 'node:assert/strict';
import { launchesWith } from '../../../src/editor/references/launchesWith.ts';
import { taskLine, tasksBehind } from '../../../src/editor/references/tasksBehind.ts';

const build = { label: 'build', type: 'shell', command: 'tsc', dependsOn: ['clean', 'types'] };
const clean = { label: 'clean', command: 'rm', args: ['-r', 'out'], dependsOn: { task: 'deep' } };
const types = { taskName: 'types', command: 'tsc', dependsOn: 'build' };
const other = { label: 'other', command: 'echo ${input:who}' };
const file = { version: '2.0.0', tasks: [build, clean, types, other] };

const labels = (names: readonly unknown[], ...files: readonly object[]) =>
  tasksBehind(names, files as Parameters<typeof tasksBehind>[1]).tasks.map(
    (task) => task['label'] ?? task['taskName'] ?? task['type'],
  );

describe('the tasks that a name means', () => {
  it('are the one of that name and all that it depends on, however deep and around', () => {
    const apart = { ...file, tasks: [{ ...clean, dependsOn: 'types' }, build, types, other] };
    assert.deepEqual(labels(['build'], apart).sort(), ['build', 'clean', 'types']);
    assert.deepEqual(labels(['other'], apart), ['other']);
    assert.deepEqual(labels(['nobody'], apart), []);
    assert.deepEqual(labels([undefined, ''], apart), []);
  });

  it('are those of that name in every file, and those that VS Code names itself', () => {
    const evil = { tasks: [{ label: 'build', command: 'evil' }] };
    const unnamed = { tasks: [{ type: 'npm', script: 'build' }] };
    assert.deepEqual(labels(['build'], { tasks: [other, build] }, evil, unnamed), [
      'build',
      'build',
      'npm',
    ]);
  });

  it('may be meant by what they are', () => {
    const gulp = { type: 'gulp', task: 'default', label: 'all of it' };
    assert.deepEqual(labels([{ type: 'gulp', task: 'default' }], { tasks: [gulp, other] }), [
      'all of it',
    ]);
    assert.deepEqual(labels([{ task: 'x' }], { tasks: [gulp, other] }), ['all of it', 'other']);
  });

  it('bring the inputs that they ask for, what their file says for all, and folders of npm scripts', () => {
    const inputs = [
      { id: 'who', type: 'command', command: 'x' },
      { id: 'not', type: 'command', command: 'y' },
    ];
    const { common } = tasksBehind(['other'], [{ ...file, inputs, options: { cwd: '/x' } }]);
    assert.deepEqual(common, [
      { rest: { version: '2.0.0', options: { cwd: '/x' } }, asked: [inputs[0]] },
    ]);
    const named = tasksBehind(['npm: build', 'npm: build - packages/api'], []);
    assert.deepEqual(named.packages, ['', 'packages/api']);
    const identified = tasksBehind([{ type: 'npm', script: 'a', path: 'web' }], []);
    assert.deepEqual(identified.packages, ['web']);
    const customized = { label: 'go', type: 'npm', script: 'a', path: 'api' };
    assert.deepEqual(tasksBehind(['go'], [{ tasks: [customized] }]).packages, ['api']);
  });

  it('are told by their command line, else whole', () => {
    assert.equal(taskLine(clean), 'rm -r out');
    assert.equal(taskLine({ label: 'x', command: 'a', args: [{ value: 'b' }] }), 'a {"value":"b"}');
    assert.equal(taskLine({ label: 'x', dependsOn: ['a'] }), '{"dependsOn":["a"]}');
    const elsewhere = {
      ...clean,
      linux: { command: 'evil' },
      options: { shell: { executable: 'x' } },
    };
    assert.equal(
      taskLine(elsewhere),
      'rm -r out {"options":{"shell":{"executable":"x"}},"linux":{"command":"evil"}}',
    );
  });

  it('are none where a file is not what it should be', () => {
    for (const tasks of [undefined, null, 7, 'build', {}, [null, 'build', 7]]) {
      assert.deepEqual(tasksBehind(['build'], [{ tasks }]).tasks, []);
    }
  });
});

describe('the launches that are started with one', () => {
  const configurations = [{ name: 'api' }, { name: 'web' }, { name: 'attach' }, { name: 'alone' }];
  const both = { name: 'both', configurations: ['api', { name: 'web' }], preLaunchTask: 'build' };
  const rest = { name: 'rest', configurations: ['web', 'attach'] };

  it('are those of every compound that has it', () => {
    const { compounds, members } = launchesWith('api', [
      { configurations, compounds: [both, rest] },
    ]);
    assert.deepEqual(compounds, [both]);
    assert.deepEqual(members, [{ name: 'web' }]);
    const none = launchesWith('alone', [{ configurations, compounds: [both, rest] }, {}]);
    assert.deepEqual(none, { compounds: [], members: [] });
  });
});
