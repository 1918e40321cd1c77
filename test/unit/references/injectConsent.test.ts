import assert from 'node:assert/strict';
import { createConsents } from '../../../src/editor/references/injectConsent.ts';
import { describeStart, startDigest } from '../../../src/editor/references/startDigest.ts';

type State = Parameters<typeof createConsents>[0];

const memory = (): State => {
  const entries = new Map<string, unknown>();
  return {
    keys: () => [...entries.keys()],
    get: (key: string, usual?: unknown) => entries.get(key) ?? usual,
    update: async (key: string, value: unknown) => void entries.set(key, value),
  } as State;
};

const start = {
  type: 'pwa-node',
  request: 'launch',
  name: 'Run',
  program: '/app/app.mjs',
  args: ['--port', '1'],
  cwd: '/app',
  env: { KEY: 'keyrail:ci', BASE: 'http://127.0.0.1:1' },
};
const bound = { tasks: [{ label: 'build', command: 'tsc' }], files: [] };
const consent = {
  folder: 'file:///app',
  connectionId: 'c',
  keyId: 'k1',
  variable: 'KEY',
  digest: startDigest('launch', start, bound),
  label: 'ci',
  what: 'launch “Run”',
};
const wanted = {
  folder: consent.folder,
  connectionId: 'c',
  variable: 'KEY',
  digest: consent.digest,
  lineage: ['k1'],
};

describe('the digest of what is started', () => {
  const changes: readonly object[] = [
    { type: 'node' },
    { request: 'attach' },
    { program: '/app/other.mjs' },
    { args: ['--port', '1', '&'] },
    { args: '--port 1' },
    { cwd: '/' },
    { runtimeExecutable: '/app/node' },
    { runtimeArgs: ['-r', './x.js'] },
    { preLaunchTask: 'build' },
    { postDebugTask: 'send' },
    { envFile: '/app/.env' },
    { env: { ...start.env, NODE_OPTIONS: '-r ./x.js' } },
    { env: { ...start.env, BASE: 'http://127.0.0.1:2' } },
    { env: { OTHER: 'keyrail:ci', BASE: start.env.BASE } },
    { env: { ...start.env, SECOND: 'keyrail:ci' } },
    { console: 'integratedTerminal' },
    { somethingNew: { deep: [1, { two: 2 }] } },
  ];
  for (const change of changes) {
    it(`changes with ${JSON.stringify(change)}`, () => {
      assert.notEqual(startDigest('launch', { ...start, ...change }, bound), consent.digest);
    });
  }

  it('changes with what stands behind the names in it', () => {
    for (const other of [
      { ...bound, tasks: [{ label: 'build', command: 'tsc', dependsOn: 'steal' }] },
      { ...bound, files: [{ file: '/app/.env', content: 'x' }] },
    ]) {
      assert.notEqual(startDigest('launch', start, other), consent.digest);
    }
    const turned = { files: [], tasks: [{ command: 'tsc', label: 'build' }] };
    assert.equal(startDigest('launch', start, turned), consent.digest);
  });

  it('takes nothing for a reference but the value of a variable', () => {
    const digests = ['keyrail:a', 'keyrail:b'].flatMap((text) => [
      startDigest('launch', { ...start, program: text }, bound),
      startDigest('launch', { ...start, args: [text] }, bound),
      startDigest('launch', { ...start, env: { DEEP: { KEY: text } } }, bound),
      startDigest('launch', start, { tasks: [{ command: text }] }),
    ]);
    assert.equal(new Set(digests).size, digests.length);
    const posing = { ...start, env: { ...start.env, KEY: 'reference' } };
    assert.notEqual(startDigest('launch', posing, bound), consent.digest);
  });

  it('stays with another order, name or session, and when the same key is referred to otherwise', () => {
    const {
      env: { BASE },
      ...rest
    } = start;
    const same = {
      env: { BASE, KEY: 'keyrail:krl_local_x' },
      ...rest,
      name: 'B',
      __sessionId: '7',
    };
    assert.equal(startDigest('launch', same, bound), consent.digest);
    assert.notEqual(startDigest('task', start, bound), consent.digest);
  });

  it('is told in lines of which none breaks', () => {
    const lines = describeStart({
      ...start,
      program: '/app/a\n\nThis is safe.\u202e',
      cwd: 'x'.repeat(5000),
    });
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['type', 'request', 'program', 'args', 'cwd', 'Other variables'],
    );
    for (const line of lines) {
      assert.doesNotMatch(line, /\n|\u202e/);
      assert.ok(line.length < 400);
    }
    assert.equal(lines.at(-1), 'Other variables: BASE');
  });
});

describe('a consent', () => {
  it('is for exactly what was shown', async () => {
    const consents = createConsents(memory());
    assert.equal(consents.has(wanted), false);
    await consents.give(consent);
    assert.equal(consents.has(wanted), true);
    for (const other of [
      { digest: 'other' },
      { variable: 'OTHER' },
      { connectionId: 'd' },
      { folder: 'file:///other' },
    ]) {
      assert.equal(consents.has({ ...wanted, ...other }), false, JSON.stringify(other));
    }
    const changed = { ...wanted, digest: 'other' };
    assert.equal(consents.hasForOther(changed, 'launch “Run”'), true);
    // Of a start that was never allowed it is not said that it has changed.
    assert.equal(consents.hasForOther(changed, 'task “Run”'), false);
  });

  it('goes over to the key that took the place of its own, and to no other', async () => {
    const consents = createConsents(memory());
    await consents.give(consent);
    assert.equal(consents.has({ ...wanted, lineage: ['k3', 'k2', 'k1'] }), true);
    assert.equal(consents.has({ ...wanted, lineage: ['foreign'] }), false);
  });

  it('for this window is gone with it', () => {
    const state = memory();
    const consents = createConsents(state);
    consents.giveForSession(consent);
    assert.equal(consents.has(wanted), true);
    assert.equal(createConsents(state).has(wanted), false);
  });

  it('is taken back, wherever it is kept', async () => {
    const consents = createConsents(memory());
    await consents.give(consent);
    consents.giveForSession({ ...consent, digest: 'other' });
    await consents.withdraw(consents.list());
    assert.deepEqual(consents.list(), []);
  });

  it('of the former kind, for all launches of a folder, counts no more', async () => {
    const state = memory();
    await state.update('injectConsents', [consent]);
    assert.equal(createConsents(state).has(wanted), false);
  });
});

describe('what a start is described by', () => {
  const lines = (more: object) => describeStart({ type: 'node', request: 'launch', ...more });

  it('has every program and argument that gets the environment, also the debugger’s own', () => {
    const deciding = {
      runtimeExecutable: 'a',
      pythonPath: 'b',
      debugAdapterPython: 'c',
      debugLauncherPython: 'd',
      javaExec: 'e',
      dlvToolPath: 'f',
      vmArgs: '-javaagent:g',
      pythonArgs: ['h'],
      buildFlags: 'i',
      classPaths: ['j'],
      launchSettingsProfile: 'k',
    };
    for (const [name, value] of Object.entries(deciding)) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      assert.ok(lines(deciding).includes(`${name}: ${text}`), name);
    }
  });

  it('has what else a debugger is told that nobody knows', () => {
    const unknown = {
      type: 'cppdbg',
      name: 'x',
      miDebuggerPath: './gdb',
      env: { KEY: 'keyrail:a' },
    };
    assert.ok(describeStart(unknown).includes('miDebuggerPath: ./gdb'));
    assert.ok(
      !lines({ skipFiles: ['<node_internals>/**'] })
        .join()
        .includes('skipFiles'),
    );
    // What is one too many is named all the same: it may be the one that decides.
    const decoys = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`aa${at}`, at]));
    const crowded = describeStart({ ...decoys, ...unknown }).join('\n');
    assert.match(crowded, /^More properties: aa8, miDebuggerPath$/m);
    const odd = describeStart({ type: 'x', 'a\nmodule: harmless': 1 });
    assert.ok(odd.every((line) => !line.includes('\n')));
  });
});
