import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { commands, lm, Uri, workspace, type LanguageModelTextPart } from 'vscode';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { findSecrets } from '../../src/domain/secrets/secretFormat.ts';
import { createPlaces } from '../../src/editor/placements/envPlaces.ts';
import { createTerminals } from '../../src/editor/placements/terminals.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { leaveUnsaved } from './support/leaveUnsaved.ts';

interface Answer {
  readonly places: readonly {
    readonly kind: string;
    readonly where: string;
    readonly state: string;
    readonly line?: number;
  }[];
}

const file = (name: string) => join(folder(), name);
const secretIn = (name: string) => parse(readFileSync(file(name)))['GOVRAIL_API_KEY'] ?? '';
const where = async (keyId: string) => (await run<Answer>('whereIsIt', { keyId })).places;

describe('where the value of a key is', () => {
  let key: NewKey;
  let old = '';
  let serviceAccountId = '';

  before(async () => {
    rmSync(file('.env'), { force: true });
    ({ serviceAccountId } = await prepare('places'));
    key = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'placed',
    });
    // Named, because a folder remembers the file that another test wrote last.
    await run('writeToEnv', { keyId: key.keyId, file: '.env' });
    mkdirSync(file('packages/api'), { recursive: true });
  });

  after(() => {
    rmSync(file('packages'), { recursive: true, force: true });
    rmSync(file('.env'), { force: true });
  });

  it('finds copies that somebody else made, in a nested file that git ignores', async () => {
    const value = secretIn('.env');
    writeFileSync(file('packages/api/.env.local'), `# mine\nPORT=1\nTOKEN="${value}"\n`);
    const places = await where(key.keyId);
    assert.deepEqual(places.map(({ kind, state, line }) => [kind, state, line]).sort(), [
      ['env', 'current', 1],
      ['env', 'current', 3],
      ['vault', 'current', undefined],
    ]);
    assert.ok(places.some((place) => place.where === 'packages/api/.env.local:3, TOKEN'));
    assert.deepEqual(findSecrets(JSON.stringify(places)), []);
  });

  it('rotates every copy, and calls the old value stale where it comes up again', async () => {
    old = secretIn('.env');
    const { keyId } = key;
    key = await run<NewKey>('rotateKey', { keyId });
    const written = parse(readFileSync(file('packages/api/.env.local')))['TOKEN'];
    assert.equal(written, secretIn('.env'));
    assert.notEqual(written, old);
    writeFileSync(file('packages/api/.env'), `GOVRAIL_API_KEY=${old}\n`);
    // The old local copy goes a moment later, when the vault's disk has the new one.
    const places = (await where(keyId)).filter(({ kind }) => kind !== 'vault');
    assert.deepEqual(
      places.map(({ where: at, state }) => [at, state]),
      [['packages/api/.env:1, GOVRAIL_API_KEY', 'stale']],
    );
  });

  it('brings every stale placement up to date in one go, with the key that took over and none of its name', async () => {
    await run('setKeyName', { keyId: key.keyId, name: 'another' });
    const stranger = await run<NewKey>('createKey', {
      serviceAccountId,
      scope: ['runs:write'],
      name: 'placed',
    });
    const answer = await run('updateStalePlacements', {});
    assert.equal(secretIn('packages/api/.env'), secretIn('.env'));
    assert.deepEqual(answer, { updated: 1, left: [] });
    assert.equal((await where(key.keyId)).length, 4);
    await run('revokeKey', { keyId: stranger.keyId });
    await run('setKeyName', { keyId: key.keyId, name: 'placed' });
  });

  it('puts no secret where git would take it along', async () => {
    const shared = file('packages/api/.env.shared');
    const before = 'GOVRAIL_API_KEY=krl_local_old\n';
    writeFileSync(shared, before);
    // `as`: no terminal is asked for.
    const places = await createPlaces({} as Parameters<typeof createPlaces>[0]);
    const place = {
      kind: 'env',
      file: Uri.file(shared).toString(),
      variable: 'GOVRAIL_API_KEY',
    } as const;
    const replace = () => places.replace(place, () => true, new Secret('krl_local_next'));
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: folder(), stdio: 'ignore' });
    git('add', '--force', '--', shared);
    assert.deepEqual(await replace(), { kind: 'refused', reason: 'tracked-by-git' });
    git('rm', '--cached', '--', shared);
    writeFileSync(file('packages/api/.gitignore'), '!.env.shared\n');
    assert.deepEqual(await replace(), { kind: 'refused', reason: 'not-ignored-by-git' });
    assert.equal(readFileSync(shared, 'utf8'), before);
    rmSync(file('packages/api/.gitignore'));
    assert.deepEqual(await replace(), { kind: 'replaced' });
    rmSync(shared);
  });

  it('leaves lines that do not hold the old value, and a variable whose last line is empty', async () => {
    const doubled = file('packages/api/.env.doubled');
    const places = await createPlaces({} as Parameters<typeof createPlaces>[0]);
    const place = {
      kind: 'env',
      file: Uri.file(doubled).toString(),
      variable: 'KEY',
    } as const;
    const replace = async (text: string) => {
      writeFileSync(doubled, text);
      const isOld = (value: Secret) => value.reveal() === 'old';
      const { kind } = await places.replace(place, isOld, new Secret('krl_local_next'));
      return [kind, readFileSync(doubled, 'utf8'), (await places.read(place))?.reveal()];
    };
    assert.deepEqual(await replace('KEY=\nKEY=old\n'), [
      'replaced',
      'KEY=\nKEY=krl_local_next\n',
      'krl_local_next',
    ]);
    assert.deepEqual(await replace('KEY=old\nKEY=\n'), ['gone', 'KEY=old\nKEY=\n', undefined]);
    rmSync(doubled);
  });

  it('sees by itself that a file is gone', async () => {
    rmSync(file('packages/api/.env'));
    await eventually(
      'Three places',
      () => where(key.keyId),
      (places) => places.length === 3,
    );
  });

  it('finds a deleted folder at the next look, although nobody named its files', async () => {
    mkdirSync(file('packages/gone'));
    writeFileSync(file('packages/gone/.env'), `GOVRAIL_API_KEY=${secretIn('.env')}\n`);
    assert.equal((await where(key.keyId)).length, 4);
    rmSync(file('packages/gone'), { recursive: true });
    assert.equal((await where(key.keyId)).length, 3);
  });

  it('notices a deleted folder at a refresh, without being asked where the value is', async () => {
    const known = async () => {
      const input = { key: key.keyId };
      const { content } = await lm.invokeTool('keyrail_key_status', {
        input,
        toolInvocationToken: undefined,
      });
      return content.map((part) => (part as LanguageModelTextPart).value).join('\n');
    };
    mkdirSync(file('packages/later'));
    writeFileSync(file('packages/later/.env'), `GOVRAIL_API_KEY=${secretIn('.env')}\n`);
    assert.equal((await where(key.keyId)).length, 4);
    assert.match(await known(), /packages\/later\/\.env/);
    rmSync(file('packages/later'), { recursive: true });
    // Each call refreshes; what that sets off may end after the answer.
    await eventually('No word of the deleted folder', known, (text) => !text.includes('later'));
  });

  it('takes away what a killed write left, but not what is being written', async () => {
    mkdirSync(file('packages/killed'));
    const left = file('packages/killed/.env.0123456789abcdef.tmp');
    const under = file('packages/killed/.env.fedcba9876543210.tmp');
    for (const each of [under, left]) writeFileSync(each, `GOVRAIL_API_KEY=${secretIn('.env')}\n`);
    utimesSync(left, new Date(0), new Date(0));
    await where(key.keyId);
    assert.deepEqual(readdirSync(file('packages/killed')), ['.env.fedcba9876543210.tmp']);
  });

  it('gives terminals the secret, and no more after stop', async () => {
    await run('useInTerminal', { keyId: key.keyId });
    const terminals = async () =>
      (await where(key.keyId)).filter(({ kind }) => kind === 'terminal');
    assert.equal((await terminals())[0]?.state, 'current');
    assert.deepEqual(await run('stopUsingInTerminal', { keyId: key.keyId }), { stopped: 1 });
    assert.deepEqual(await terminals(), []);
  });

  it('gives it to no other folder than the one that a program names', async () => {
    const given = { keyId: key.keyId, folder: '/not/open' };
    await assert.rejects(run('useInTerminal', given), {
      message: /is in no folder that this window shows\.$/,
    });
    assert.ok((await where(key.keyId)).every(({ kind }) => kind !== 'terminal'));
  });

  it('does not take a terminal that another window gives its value for one that is gone', async () => {
    const places = await createPlaces(createTerminals());
    const elsewhere = {
      kind: 'terminal',
      folder: 'file:///elsewhere',
      variable: 'GOVRAIL_API_KEY',
    } as const;
    assert.equal(await places.read(elsewhere), undefined);
    const next = new Secret('krl_local_next');
    const answer = await places.replace(elsewhere, () => true, next);
    assert.deepEqual(answer, { kind: 'refused', reason: 'outside-folder' });
  });

  it('puts no secret into the variable of the base URL', async () => {
    const { keyId } = key;
    const refused = /^GOVRAIL_API_BASE_URL cannot hold the secret/;
    const given = { keyId, variable: 'GOVRAIL_API_BASE_URL' };
    const before = readFileSync(file('.env'), 'utf8');
    await assert.rejects(run('writeToEnv', { ...given, file: '.env' }), { message: refused });
    assert.equal(readFileSync(file('.env'), 'utf8'), before);
    await assert.rejects(run('useInTerminal', given), { message: refused });
    assert.ok((await where(keyId)).every(({ kind }) => kind !== 'terminal'));
    const settings = workspace.getConfiguration('keyrail');
    await settings.update('envVariable', given.variable, true);
    try {
      await assert.rejects(run('lendKey', { keyId }), { message: refused });
    } finally {
      await settings.update('envVariable', undefined, true);
    }
  });

  it('takes the secret from terminals when the key is revoked', async () => {
    await run('useInTerminal', { keyId: key.keyId });
    await run('revokeKey', { keyId: key.keyId });
    const states = (await where(key.keyId)).map(({ kind, state }) => [kind, state]);
    assert.deepEqual(states.sort(), [
      ['env', 'stale'],
      ['env', 'stale'],
      ['vault', 'stale'],
    ]);
  });

  describe('when an overlap could not rewrite one', () => {
    let old: NewKey;
    let value = '';
    let serviceAccountId = '';
    const left = async () => (await run<{ waiting: string[] }>('recover')).waiting;
    const stuck = async () => {
      const others = await left();
      await assert.rejects(run('rotateKeyWithOverlap', { keyId: old.keyId, grace: 'now' }), {
        message: /written to: \.env, GOVRAIL_API_KEY \(it is open with changes/,
      });
      const [operationId, ...more] = (await left()).filter((id) => !others.includes(id));
      assert.ok(operationId !== undefined && more.length === 0);
      return operationId;
    };

    before(async () => {
      ({ serviceAccountId } = await prepare('undecided'));
    });

    beforeEach(async () => {
      rmSync(file('.env'), { force: true });
      old = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
      await run('writeToEnv', { keyId: old.keyId, file: '.env' });
      value = secretIn('.env');
      await leaveUnsaved(file('.env'));
    });

    afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

    it('names it, and gives the new key up when the person says so', async () => {
      const operationId = await stuck();
      const answer = await run<{ settled: number }>('recover', {
        operationId,
        decision: 'give-up',
      });
      assert.equal(answer.settled, 1);
      assert.equal(secretIn('.env'), value);
      assert.equal((await where(old.keyId))[0]?.state, 'current');
    });

    it('leaves it, and ends the old key as chosen, when the person says so', async () => {
      const operationId = await stuck();
      await run('recover', { operationId, decision: 'leave-places' });
      const states = (await where(old.keyId)).filter(({ kind }) => kind === 'env');
      assert.deepEqual(
        states.map(({ state }) => state),
        ['stale'],
      );
    });
  });
});
