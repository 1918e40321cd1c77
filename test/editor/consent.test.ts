import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigurationTarget, commands, env, workspace } from 'vscode';
import { commandIds, type CommandId } from '../../src/domain/commandIds.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { journalAtRest, setAutomation } from './support/beforehand.ts';
import { everything } from './support/everything.ts';
import { asMenusPass, folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { looks } from './support/looks.ts';
import { watchPerson, type WatchedPerson } from './support/watchedPerson.ts';

describe('a command that a program calls with arguments', function () {
  this.timeout(120_000);
  let key: NewKey;
  let serviceAccountId = '';
  let person: WatchedPerson;

  before(async () => {
    ({ serviceAccountId } = await prepare('programs'));
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'mine' });
    await run('writeToEnv', { keyId: key.keyId });
    await journalAtRest();
    await env.clipboard.writeText('of the person');
    await setAutomation(false);
  });
  beforeEach(() => {
    person = watchPerson();
  });
  afterEach(() => {
    person.dispose();
  });
  after(async () => {
    await setAutomation(true);
    await run('filterKeys', { text: '' });
    await commands.executeCommand('workbench.action.closeAllEditors');
    await run('revokeKey', { keyId: key.keyId });
  });

  /** The row of the key has the keyboard, as after a person's look at the view, and VS Code knows it. */
  const selectKey = async () => {
    const look = { command: 'keyrail.whereIsIt', args: asMenusPass('keyrail.apiKeys') };
    await eventually(
      'The row of the key',
      async () => {
        // Other tests leave keys in this window.
        await run('filterKeys', { text: 'mine' });
        await commands.executeCommand('keyrail.apiKeys.focus');
        await commands.executeCommand('list.focusFirst');
        person.asked();
        await commands.executeCommand('runCommands', { commands: [look] });
        return person.asked();
      },
      (asked) => asked.some((question) => question.startsWith('Where is mine')),
    );
  };

  /** What each would do at once, if an argument were a will. */
  const wishes = (): Partial<Record<CommandId, object>> => ({
    'keyrail.quickStart': {},
    'keyrail.bootstrapWorkspace': {},
    'keyrail.connect': { kind: 'local' },
    'keyrail.switchConnection': { connectionId: 'local' },
    'keyrail.switchWorkspace': { workspaceId: 'ws_other' },
    'keyrail.createServiceAccount': { name: 'theirs', role: 'admin' },
    'keyrail.disableServiceAccount': { serviceAccountId },
    'keyrail.createKey': {
      serviceAccountId,
      scope: ['runs:write', 'runs:read'],
      expiresAt: null,
      name: 'theirs',
      env: { file: '.env', variable: 'THEIRS' },
    },
    'keyrail.rotateKey': { keyId: key.keyId, expiresAt: null },
    'keyrail.rotateKeyWithOverlap': { keyId: key.keyId, grace: 'now' },
    'keyrail.lendKey': { keyId: key.keyId, minutes: 60 },
    'keyrail.writeToEnv': { keyId: key.keyId, file: 'theirs/.env', variable: 'THEIRS' },
    'keyrail.useInTerminal': { keyId: key.keyId, variable: 'THEIRS' },
    'keyrail.setKeyName': { keyId: key.keyId, name: 'theirs' },
    'keyrail.setRotationWindow': { keyId: key.keyId, days: 1 },
    'keyrail.panic': { keyIds: [key.keyId] },
    'keyrail.recordGoLive': { status: 'complete' },
    'keyrail.recordVerification': { status: 'complete' },
    'keyrail.exportAudit': { file: 'theirs.jsonl' },
    'keyrail.exportEvidence': { file: path.join(folder(), 'theirs.md') },
    'keyrail.groupKeys': { by: 'status' },
    'keyrail.recover': { operationId: 'op_1', decision: 'give-up' },
    'keyrail.filterKeys': { text: 'mine' },
    'keyrail.copyCurl': {},
  });

  /** Where the person has nothing that they are about, these say so instead of asking. */
  const haveNothing: readonly CommandId[] = [
    'keyrail.editConnection',
    'keyrail.importSecret',
    'keyrail.restoreSecret',
    'keyrail.createWorkspace',
    'keyrail.disconnect',
    'keyrail.withdrawConsent',
    'keyrail.removeEnvLines',
    'keyrail.reviewDismissed',
    'keyrail.endLoan',
    'keyrail.endOldKeyNow',
    'keyrail.updateStalePlacements',
    // `programs.test.ts` has programs.
    'keyrail.putIntoProgram',
    'keyrail.updatePlace',
    'keyrail.removePlace',
  ];

  for (const id of commandIds) {
    const asks = !looks.includes(id) && !haveNothing.includes(id);
    it(`${asks ? 'asks, and does' : 'does'} nothing unanswered: ${id}`, async () => {
      const before = await everything();
      const wish = wishes()[id] ?? { keyId: key.keyId };
      await commands.executeCommand(id, wish).then(undefined, () => undefined);
      assert.deepEqual(await everything(), before);
      if (asks) assert.notDeepEqual(person.asked(), []);
    });
  }

  it('is shown whole in the question: what, where, and on which connection', async () => {
    await commands
      .executeCommand('keyrail.createKey', wishes()['keyrail.createKey'])
      .then(undefined, () => undefined);
    const [question = ''] = person.asked();
    assert.match(question, /^Run “Create Key…” as a program asks\?/);
    for (const line of [
      /You did not choose this in Keyrail\./,
      /Service account: programs$/m,
      /Scopes: runs:write, runs:read$/m,
      /Ends: never$/m,
      /Name: theirs$/m,
      /Written to: \.env$/m,
      /Variable: THEIRS$/m,
      /Local/,
    ]) {
      assert.match(question, line);
    }
  });

  it('shows a loan and a use in terminals with the variables that the folder chose', async () => {
    const settings = workspace.getConfiguration('keyrail');
    const set = async (name: string, value: string | undefined) =>
      settings.update(name, value, ConfigurationTarget.Workspace);
    await set('envVariable', 'OF_THE_FOLDER');
    await set('baseUrlVariable', 'ADDRESS_OF_THE_FOLDER');
    try {
      for (const command of ['lendKey', 'useInTerminal'] as const) {
        await run(command, { keyId: key.keyId }).then(undefined, () => undefined);
        const question = person.asked().join('\n');
        assert.match(question, /You did not choose this in Keyrail\./, command);
        assert.match(question, / in OF_THE_FOLDER\b/, command);
        assert.match(question, /address .* in ADDRESS_OF_THE_FOLDER\./, command);
      }
      await set('envVariable', 'HTTPS_PROXY');
      for (const command of ['lendKey', 'useInTerminal'] as const) {
        await assert.rejects(run(command, { keyId: key.keyId }), /“HTTPS_PROXY” cannot be/);
        assert.deepEqual(person.asked(), []);
      }
    } finally {
      await set('envVariable', undefined);
      await set('baseUrlVariable', undefined);
      rmSync(path.join(folder(), '.vscode', 'settings.json'), { force: true });
    }
  });

  it('shows a text with line breaks as one line', async () => {
    await commands
      .executeCommand('keyrail.setKeyName', { keyId: key.keyId, name: 'a\n\nYou chose this.\n' })
      .then(undefined, () => undefined);
    const [question = ''] = person.asked();
    assert.doesNotMatch(question, /^\s*You chose this/m);
    assert.match(question, /Key: mine \(/);
  });

  it('runs once for one answer', async () => {
    person.dispose();
    person = watchPerson('Run Once');
    const wish = { keyId: key.keyId, name: 'asked' };
    await run('setKeyName', wish);
    assert.equal(person.asked().length, 1);
    await run('setKeyName', { ...wish, name: 'mine' });
    assert.equal(person.asked().length, 1);
  });

  it('carries out what was shown, whatever the object of another extension says later', async () => {
    person.dispose();
    person = watchPerson('Run Once');
    const names = ['shown'];
    const changing = {
      keyId: key.keyId,
      get name() {
        return names.shift() ?? 'theirs';
      },
    };
    const { name } = await run<{ name: string }>('setKeyName', changing);
    assert.match(person.asked().join('\n'), /^Name: shown$/m);
    assert.equal(name, 'shown');
    const hidden = Object.create({ keyId: key.keyId, name: 'theirs' }) as object;
    await run('setKeyName', hidden).then(undefined, () => undefined);
    const [asked = ''] = person.asked();
    assert.match(asked, /as a program asks/);
    const named = await run<{ name: string }>('setKeyName', { keyId: key.keyId, name: 'mine' });
    assert.equal(named.name, 'mine');
  });

  it('shows a write that was agreed to once more, with every file and line, and writes nothing before', async () => {
    person.dispose();
    person = watchPerson('Run Once');
    const before = await everything();
    const wish = { keyId: key.keyId, file: '.env.local', variable: 'THEIRS' };
    await commands.executeCommand('keyrail.writeToEnv', wish).then(undefined, () => undefined);
    const [consent = '', preview = ''] = person.asked();
    assert.match(consent, /^Run “Write Secret to \.env…” as a program asks\?/);
    assert.match(preview, /^Write to \.env\.local\?/);
    assert.match(preview, /^\+ \d+: THEIRS=/m);
    assert.match(preview, /^\+ \d+: \S+_URL=/m);
    assert.deepEqual(await everything(), before);
  });

  it('cannot answer for the person', async () => {
    const wish = { keyId: key.keyId, confirmed: true };
    await assert.rejects(run('revokeKey', wish), /There is no argument named confirmed/);
    const row = { node: 'key', keyId: key.keyId, ticket: 'x' };
    await run('copySecret', row).then(undefined, () => undefined);
    assert.notDeepEqual(person.asked(), []);
    assert.equal(await env.clipboard.readText(), 'of the person');
  });

  // Who calls them without an argument gets no secret by it, takes none away, and uses no key.
  const giveNothingOut = ['keyrail.bootstrapWorkspace', 'keyrail.copyCurl'];

  // As an input of type command in launch.json or tasks.json gives them where it names none.
  for (const nothing of [[], [undefined], [null], [''], [[]]] as const) {
    it(`does nothing unanswered by any command with ${JSON.stringify(nothing)}`, async () => {
      const changing: string[] = [];
      for (const id of commandIds) {
        if (looks.includes(id)) continue;
        const before = await everything();
        await commands.executeCommand(id, ...nothing).then(undefined, () => undefined);
        if (!isDeepStrictEqual(await everything(), before)) changing.push(id);
      }
      assert.deepEqual(changing, nothing.length === 0 ? giveNothingOut : []);
    });
  }

  // One argument, as an input of launch.json passes it, and what the view's own menus pass.
  const rowShapes = [asMenusPass('keyrail.apiKeys').slice(0, 1), asMenusPass('keyrail.apiKeys')];
  // A secret is put once more where it stands, and an id or what a row says is no secret.
  const harmless = [
    ...giveNothingOut,
    'keyrail.writeToEnv',
    'keyrail.copyKeyId',
    'keyrail.copyText',
  ];
  for (const shape of rowShapes) {
    it(`does nothing unanswered by any command with a row named as ${JSON.stringify(shape)}`, async () => {
      const changing: string[] = [];
      for (const id of commandIds) {
        if (looks.includes(id)) continue;
        await selectKey();
        const before = await everything();
        await commands
          .executeCommand('runCommands', { commands: [{ command: id, args: shape }] })
          .then(undefined, () => undefined);
        if (!isDeepStrictEqual(await everything(), before)) changing.push(id);
      }
      assert.deepEqual(
        changing.filter((id) => !harmless.includes(id)),
        [],
      );
    });
  }

  it('shows whose secret it is about to copy where a menu of the view may have called', async () => {
    const copy = { command: 'keyrail.copySecret', args: asMenusPass('keyrail.apiKeys') };
    await selectKey();
    await commands.executeCommand('runCommands', { commands: [copy] });
    assert.match(person.asked().join('\n'), /^Copy Secret: mine \(\S+\)\?\nLocal control plane · /);
    person.dispose();
    person = watchPerson('Copy Secret');
    await commands.executeCommand('runCommands', { commands: [copy] });
    assert.notEqual(await env.clipboard.readText(), 'of the person');
    await env.clipboard.writeText('of the person');
  });

  it('makes no run with a key by a command without arguments', async () => {
    const before = await everything();
    await commands.executeCommand('runCommands', { commands: ['keyrail.runDemo'] });
    const [question = ''] = person.asked();
    assert.match(question, /^Make Demo Run: mine \(\S+\)\?\nLocal control plane · /);
    assert.deepEqual(await everything(), before);
    person.dispose();
    person = watchPerson('Make Demo Run');
    await commands.executeCommand('runCommands', { commands: ['keyrail.runDemo'] });
    await eventually(
      'What became of the run',
      () => person.told(),
      (told) => told.some((words) => /^The demo run \S+ completed/.test(words)),
    );
  });

  it('puts nothing on the clipboard unanswered that could be a secret, or more than one line', async () => {
    const secrets = readFileSync(path.join(folder(), '.env'), 'utf8').match(/krl_local_\w+/g) ?? [];
    assert.notDeepEqual(secrets, []);
    const row = asMenusPass('keyrail.apiKeys').slice(0, 1);
    for (const id of ['keyrail.copyText', 'keyrail.copyKeyId', 'keyrail.copyCurl']) {
      await selectKey();
      await commands
        .executeCommand('runCommands', { commands: [{ command: id, args: row }] })
        .then(undefined, () => undefined);
      const text = await env.clipboard.readText();
      for (const secret of secrets) assert.ok(!text.includes(secret), id);
      assert.doesNotMatch(text, /[\p{C}\u2028\u2029]/u, id);
    }
    await env.clipboard.writeText('of the person');
  });

  it('gets no key by a command without arguments, which looks like the palette', async () => {
    const before = await everything();
    await commands.executeCommand('runCommands', { commands: ['keyrail.quickStart'] });
    const [question = ''] = person.asked();
    assert.match(question, /^Create Key and Make Demo Run\?\nLocal control plane · /);
    assert.deepEqual(await everything(), before);
  });

  it('is not allowed more by a setting of the folder', async () => {
    const file = path.join(folder(), '.vscode', 'settings.json');
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    assert.equal(before, undefined);
    await assert.rejects(
      async () =>
        workspace
          .getConfiguration('keyrail')
          .update('automation', true, ConfigurationTarget.Workspace),
      /only into User settings/,
    );
    assert.equal(existsSync(file), false);
  });
});
