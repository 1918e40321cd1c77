import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { planCopies } from '../../../src/dotenv/copies.ts';
import { editEnvFile, readEnvFile } from '../../../src/dotenv/envFile.ts';
import { isNamedLikeEnv, nameFault, ownFileName } from '../../../src/dotenv/envFileName.ts';
import { planEdit } from '../../../src/dotenv/text/envText.ts';

const value = `krl_local_${'1'.repeat(24)}_${'1'.repeat(48)}`;
const secret = new Secret(value);
const setKey = (bytes: Uint8Array) => planEdit(bytes, 'KEY', secret);

/** Names by what they are; the first of each kind are those of the design. */
const kinds = {
  'an env file': [
    ...['.env', '.env.local', 'prod.env', '.envrc', '.dev.vars', '.env.production.local'],
    ...['.env.eu-west-1', '.env.go2', 'web-1.env', 'app.prod.env', 'vault.env', '.env.age-api'],
    ...['.env.backup-service', '.env.schema-registry', '.env.stage1'],
  ],
  example: [
    ...['.env.example', '.env.sample', '.env.dist', '.env.defaults', '.env.default'],
    ...['.env.EXAMPLE', '.env.local.example', '.env.local-example', '.env.example-prod'],
    ...['example.env', 'prod.sample.env', '.envrc.example', '.dev.vars.example'],
  ],
  template: ['.env.template', '.env.tpl', '.env.tmpl', '.env.j2', '.env.erb', 'template.env'],
  schema: ['.env.schema', '.env.production.schema', 'schema.env'],
  'other-format': ['.env.d.ts', '.env.ts', '.env.js', '.env.json', '.env.php', '.env.yaml'],
  encrypted: [
    ...['.env.vault', '.env.enc', '.env.gpg', '.env.age', '.env.asc', '.env.sops'],
    ...['.env.keys', '.env.me', '.env.production.gpg', '.env.local.enc.bak'],
  ],
  backup: [
    ...['.env.bak', '.env~', '.env.orig', '.env.swp', '.env.local~', '.env.local.swp', '.env.bak2'],
    ...['.env.old', '.env.save', '.env.copy', '.env.1', '.env.~1~', '.env.2026-01-31'],
    ...['.env.backup-2026-01-31', '.env.local_bak', '#.env#', '.#.env', '.envrc~', '.dev.vars.bak'],
    ...['.env.kate-swp', '.env.0123456789abcdef.tmp', 'prod.env~'],
  ],
  'no-env-file': [
    ...['notes.txt', 'config.json', '.envfile', 'env', '.environment', '.flaskenv', '.env.'],
    ...['.env_local', 'prod.env.txt', 'x.envrc', '.envrc.local', '.npmrc'],
  ],
} as const;

describe('the names of env files', () => {
  let folder = '';
  const at = (name: string) => ({ folder, file: path.join(folder, name) });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-names-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [kind, names] of Object.entries(kinds)) {
    const isEnv = kind === 'an env file';
    it(`${isEnv ? 'takes' : 'refuses, with a reason and another name,'} ${kind}`, async () => {
      for (const name of names) {
        assert.equal(nameFault(name) ?? 'an env file', kind, name);
        const [edited, read] = [await editEnvFile(at(name), setKey), await readEnvFile(at(name))];
        if (isEnv) {
          assert.equal(edited.kind, 'written', name);
          continue;
        }
        for (const refused of [edited, read]) {
          assert.ok(refused.kind === 'refused' && refused.code === 'bad-file-name', name);
          assert.ok(refused.sentence.startsWith(`${name} `), refused.sentence);
          assert.match(refused.sentence, /[Cc]hoose \.(?:env|dev\.vars)/);
        }
        assert.equal(nameFault(ownFileName(name)), undefined, name);
      }
      if (!isEnv) assert.deepEqual(readdirSync(folder), []);
    });
  }

  it('are the same in other letters where the disk takes them for one, and nowhere else', () => {
    for (const name of ['.ENV', '.Env.Local', 'PROD.env', '.EnvRC']) {
      const faults = (['linux', 'darwin', 'win32'] as const).map((each) => nameFault(name, each));
      const onLinux = name === 'PROD.env' ? undefined : 'no-env-file';
      assert.deepEqual(faults, [onLinux, undefined, undefined], name);
    }
    assert.equal(nameFault('.ENV.Example', 'win32'), 'example');
    assert.deepEqual(
      (['linux', 'darwin', 'win32'] as const).map((each) => isNamedLikeEnv('c/.ENV.bak', each)),
      [false, true, true],
    );
  });

  it('are no devices of Windows there', () => {
    for (const name of ['aux.env', 'CON.env', 'nul.prod.env', 'com1.env', 'Lpt9.env']) {
      assert.deepEqual([nameFault(name, 'win32'), nameFault(name, 'linux')], ['device', undefined]);
    }
    for (const name of ['.env.aux', 'auxiliary.env', 'com.env', 'com10.env'])
      assert.equal(nameFault(name, 'win32'), undefined, name);
    for (const name of ['.env.', '.env ', '.env:stream', '.env::$DATA', '.env. .'])
      assert.equal(nameFault(name, 'win32'), 'no-env-file', name);
  });

  it('names the file that an example or a backup is of', () => {
    assert.equal(ownFileName('.env.local.example'), '.env.local');
    assert.equal(ownFileName('app/.env.production.gpg'), '.env.production');
    assert.equal(ownFileName('.envrc~'), '.envrc');
    assert.equal(ownFileName('example.env'), '.env');
  });
});

describe('an env file that is kept encrypted', () => {
  const plain = `PLAIN=${value}\n`;
  const forms = {
    SOPS: [
      `A=ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ=,type:str]\n${plain}sops_version=3.9.0\n`,
      `A="ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ=,type:str]"\n${plain}`,
      `${plain}sops_mac=x\n`,
    ],
    'dotenv-vault': [`DOTENV_VAULT_PRODUCTION="bZ+Zz=="\n${plain}`],
    'Ansible Vault': [`$ANSIBLE_VAULT;1.1;AES256\n6238\n${plain}`],
    age: [`-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n${plain}`, `age-encryption.org/v1\n${plain}`],
    OpenPGP: [`-----BEGIN PGP MESSAGE-----\n\nhQEM\n${plain}`],
    OpenSSL: [`U2FsdGVkX1+abc\n${plain}`],
    'git-crypt': [`\0GITCRYPT\0\n${plain}`],
  } as const;

  for (const [tool, texts] of Object.entries(forms)) {
    it(`gets no value in plain text, as a line or in a text: ${tool}`, () => {
      for (const text of texts) {
        const bytes = Buffer.from(text);
        const rotated = new Secret(value.replaceAll('1', '2'));
        for (const plan of [setKey(bytes), planCopies(bytes, () => true, rotated)]) {
          assert.ok(plan.kind === 'refused' && plan.code === 'encrypted', text);
          assert.ok(plan.sentence.includes(`by ${tool},`), plan.sentence);
          assert.match(plan.sentence, /choose another file/);
        }
      }
    });
  }

  it('is none where values are encrypted one by one: a plain line is read beside them', () => {
    const text = 'DOTENV_PUBLIC_KEY="03f8"\nHELLO="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3"\n';
    assert.equal(setKey(Buffer.from(text)).kind, 'write');
  });

  it('is not seen in a file that only speaks of it', () => {
    for (const text of [
      '# DOTENV_PUBLIC_KEY is not here, nor ENC[AES256_GCM,\nA=1\n',
      'NOTE=encrypted:no\nMODE=encrypted\n',
      'CERT="-----BEGIN PGP MESSAGE-----"\n',
    ]) {
      assert.equal(setKey(Buffer.from(text)).kind, 'write', text);
    }
  });
});

describe('a new line of an .envrc', () => {
  it('is exported, for direnv hands on nothing else; a line that is there stays as it is', () => {
    const written = (text: string) => {
      const plan = planEdit(Buffer.from(text), 'KEY', secret, { exported: true });
      return plan.kind === 'write' ? Buffer.from(plan.bytes).toString() : plan.kind;
    };
    assert.equal(written('use node\n'), `use node\nexport KEY=${value}\n`);
    assert.equal(written('export KEY=old # ours\n'), `export KEY=${value} # ours\n`);
  });

  it('is made no example of', async () => {
    const { planExampleNames } = await import('../../../src/dotenv/exampleFile.ts');
    const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-envrc-'));
    try {
      writeFileSync(path.join(folder, '.env.example'), 'A=\n');
      for (const name of ['.envrc', '.dev.vars', 'prod.env']) {
        const file = path.join(folder, name);
        assert.equal(await planExampleNames({ folder, file }, ['KEY']), undefined);
      }
      assert.equal(readFileSync(path.join(folder, '.env.example'), 'utf8'), 'A=\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
