import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { commands, lm, Uri, window, workspace, type LanguageModelTextPart } from 'vscode';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';

interface Written {
  readonly file: string;
  readonly warnings?: readonly string[];
}

const at = (...names: string[]) => path.join(folder(), 'packages', ...names);
const KEY = 'GOVRAIL_API_KEY';
const valueIn = (...names: string[]) => parse(readFileSync(at(...names)))[KEY];

describe('what a secret is written into', function () {
  this.timeout(60_000);
  let key: NewKey;
  let serviceAccountId = '';

  const put = (name: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(at(name), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(at(name, file), text);
  };
  const show = async (name: string, file = 'package.json') => {
    await window.showTextDocument(Uri.file(at(name, file)));
  };
  const write = (given: object = {}) => run<Written>('writeToEnv', { keyId: key.keyId, ...given });

  const ask = async (tool: string, input: object) => {
    const { content } = await lm.invokeTool(tool, { input, toolInvocationToken: undefined });
    return content.map((part) => (part as LanguageModelTextPart).value).join('\n');
  };

  before(async () => {
    ({ serviceAccountId } = await prepare('writes'));
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'w' });
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(at(), { recursive: true, force: true });
  });

  const next = JSON.stringify({ dependencies: { next: '15' } });

  it('is the file that the tools of the package read, and the other is named', async () => {
    put('web', {
      'package.json': next,
      '.env': `A=1\n${KEY}=theirs\n`,
      '.env.local': `${KEY}=other\n`,
    });
    await show('web');
    const { file, warnings } = await write();
    assert.equal(path.basename(file), '.env.local');
    assert.ok(valueIn('web', '.env.local')?.startsWith(key.keyPrefix));
    assert.equal(valueIn('web', '.env'), 'theirs');
    assert.deepEqual(warnings, [
      `.env sets ${KEY} to another value, which does not count for Next.js: .env.local wins.`,
    ]);
  });

  it('is said not to be read where the caller names the file that loses', async () => {
    writeFileSync(at('web', '.env.local'), `${KEY}=other\n`);
    const { file, warnings } = await write({ file: 'packages/web/.env' });
    assert.equal(path.basename(file), '.env');
    assert.deepEqual(warnings, [
      `.env.local sets ${KEY} to another value, and that is what Next.js reads instead of .env.`,
    ]);
    // That file was used last, and does not count: the other one is offered all the same.
    await show('web');
    assert.equal(path.basename((await write()).file), '.env.local');
    assert.equal((await write()).warnings, undefined);
  });

  it('is said after a rotation, too, and after what was out of date was brought up to date', async () => {
    put('api', {
      'package.json': next,
      '.env': `${KEY}=${valueIn('web', '.env') ?? ''}\n`,
      '.env.local': `${KEY}=a-hand-made-value\n`,
    });
    await run('whereIsIt', { keyId: key.keyId });
    const old = readFileSync(at('api', '.env'));
    const { keyId } = key;
    const hidden = new RegExp(
      `^packages/api/\\.env, ${KEY}: \\.env\\.local sets ${KEY} .* Next\\.js reads instead of \\.env\\.$`,
    );
    for (const command of ['rotateKey', 'rotateKeyWithOverlap']) {
      const rotated = await run<NewKey & { readonly warnings?: string[] }>(command, {
        keyId: key.keyId,
        ...(command === 'rotateKeyWithOverlap' && { grace: 'now' }),
      });
      key = rotated;
      assert.ok(valueIn('api', '.env')?.startsWith(key.keyPrefix), command);
      assert.equal(rotated.warnings?.length, 1, rotated.warnings?.join(' | '));
      assert.match(rotated.warnings[0] ?? '', hidden);
    }
    writeFileSync(at('api', '.env'), old);
    await run('whereIsIt', { keyId: key.keyId });
    const brought = await run<{ readonly updated: number; readonly warnings?: string[] }>(
      'updateStalePlacements',
      // Other tests leave keys in this window, and places of theirs that are out of date.
      { keyId, to: key.keyId },
    );
    assert.equal(brought.updated, 1);
    assert.match(brought.warnings?.join('|') ?? '', hidden);
    assert.equal(valueIn('api', '.env.local'), 'a-hand-made-value');
  });

  it('is, for an agent that makes a key, the file that is read, with what else it should know', async () => {
    put('agent', { 'package.json': next, '.env': `${KEY}=1\n`, '.env.local': `${KEY}=2\n` });
    await show('agent');
    const answer = await ask('keyrail_create_key', {
      name: 'agent',
      serviceAccount: 'writes',
      scopes: ['runs:write'],
      writeToEnv: true,
    });
    assert.match(answer, /agent\/\.env\.local/);
    assert.match(answer, /\.env sets .* does not count for Next\.js/);
    assert.equal(valueIn('agent', '.env'), '1');
  });

  const noEnvFiles = {
    '.env.schema': /says which variables there are/,
    '.env.d.ts': /of another format/,
    '.env.vault': /tool that encrypts/,
    '.env.bak': /former or half-made copy/,
    '.env.tpl': /template/,
    '.env.example': /example/,
    'secrets.json': /no env file/,
  };

  it('is no file that is none, whoever names it, and no key is made for one', async () => {
    put('none', {});
    await commands.executeCommand('workbench.action.closeAllEditors');
    const before = await ask('keyrail_list_keys', {});
    assert.match(before, new RegExp(key.keyPrefix));
    for (const [name, said] of Object.entries(noEnvFiles)) {
      const file = `packages/none/${name}`;
      writeFileSync(at('none', name), 'A=1\n');
      const isSaid = ({ message }: Error) =>
        message.startsWith('Nothing was written.') && said.test(message);
      await assert.rejects(write({ file }), isSaid, name);
      await assert.rejects(
        run('createKey', { serviceAccountId, scope: ['runs:write'], env: { file } }),
        isSaid,
        name,
      );
      assert.equal(readFileSync(at('none', name), 'utf8'), 'A=1\n');
    }
    assert.equal(await ask('keyrail_list_keys', {}), before);
  });

  it('is no file that is none by a setting of the folder either', async () => {
    const settings = workspace.getConfiguration('keyrail');
    put('setting', { 'package.json': '{}', '.gitignore': '.dev.vars\n' });
    await show('setting');
    try {
      for (const [name, said] of Object.entries(noEnvFiles)) {
        await settings.update('envFile', name, false);
        const isSaid = ({ message }: Error) =>
          message.includes('keyrail.envFile cannot be used') && said.test(message);
        await assert.rejects(write(), isSaid, name);
        assert.ok(!existsSync(at('setting', name)));
      }
      await settings.update('envFile', '.dev.vars', false);
      assert.equal(path.basename((await write()).file), '.dev.vars');
    } finally {
      await settings.update('envFile', undefined, false);
    }
  });

  it('is a file that its tool keeps encrypted for nobody', async () => {
    const sealed = 'A="ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ=,type:str]"\nsops_mac=x\n';
    put('sealed', { '.env': sealed });
    await assert.rejects(write({ file: 'packages/sealed/.env' }), /kept encrypted by SOPS/);
    assert.equal(readFileSync(at('sealed', '.env'), 'utf8'), sealed);
  });

  it('is exported in an .envrc, and direnv is spoken of', async () => {
    put('shell', { '.gitignore': '.envrc\n', '.envrc': 'PATH_add bin\n', '.env': `${KEY}=1\n` });
    const { warnings } = await write({ file: 'packages/shell/.envrc' });
    assert.match(
      readFileSync(at('shell', '.envrc'), 'utf8'),
      /^PATH_add bin\nexport GOVRAIL_API_KEY=/,
    );
    assert.match(warnings?.join(' ') ?? '', /direnv allow.*\.env sets .* \.envrc wins/);
  });

  it('is said once to lie in a folder that something else than git keeps', async () => {
    for (const [sign, name] of [
      ['.hg', 'Mercurial'],
      ['.jj', 'Jujutsu'],
      ['.svn', 'Subversion'],
    ] as const) {
      put(sign.slice(1), {});
      mkdirSync(at(sign.slice(1), sign));
      const file = `packages/${sign.slice(1)}/.env`;
      const said = (await write({ file })).warnings?.join(' ') ?? '';
      assert.match(said, new RegExp(`is kept by ${name} .*whether it would commit packages/`));
      rmSync(at(sign.slice(1), '.env'));
      assert.equal((await write({ file })).warnings, undefined);
    }
  });
});
