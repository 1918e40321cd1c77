import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRun } from '../support/makeRun.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

const forms: Readonly<Record<string, (value: string) => string>> = {
  'private/.envrc': (value) => `export TOKEN=${value}\n`,
  'private/config.json': (value) => `{\n  "api": { "key": "${value}" }\n}\n`,
  'private/.env.local': (value) => `OTEL_HEADERS="Authorization=Bearer ${value}"\n`,
  'deploy.yml': (value) => `env:\n  API_KEY: ${value}\n`,
};

/** What a program that reads the file gets. */
const readers: Readonly<Record<string, readonly [file: string, ...args: string[]]>> = {
  '.env': [
    process.execPath,
    '--env-file=.env',
    '-e',
    'process.stdout.write(process.env.GOVRAIL_API_KEY)',
  ],
  'private/.envrc': ['bash', '-c', '. private/.envrc && printf %s "$TOKEN"'],
  'private/config.json': [
    process.execPath,
    '-e',
    'process.stdout.write(JSON.parse(require("fs").readFileSync("private/config.json")).api.key)',
  ],
  'private/.env.local': [
    process.execPath,
    '--env-file=private/.env.local',
    '-e',
    'process.stdout.write(process.env.OTEL_HEADERS.split(" ")[1])',
  ],
};

describe('a key whose value stands in five forms', () => {
  const journey = useSession({
    name: 'every-copy',
    settings: { 'files.exclude': { '**/private': true } },
    mayHold: (place) => /^file .*\/sample\/(private\/config\.json|deploy\.yml)$/.test(place),
  });
  const folder = () => journey.session.folder;
  const keys = () => journey.session.window.view('API Keys');
  const read = (name: string) => {
    const [program, ...args] = readers[name] ?? ['false'];
    return execFileSync(program, args, { cwd: folder(), encoding: 'utf8' });
  };
  const accepts = (value: string) => makeRun(`http://127.0.0.1:${journey.session.port}`, value);
  let old = '';

  it('shows each with its line, whatever hides the file', async () => {
    const { session } = journey;
    const { window } = session;
    await makeFirstKey(session);
    await keys().choose('first run', 'Write secret to .env…');
    await window.dialog.click('Write');
    await window.notifications.dismiss(/is in \.env, line/);
    old = read('.env');
    appendFileSync(path.join(folder(), '.git', 'info', 'exclude'), '\nprivate/\n');
    mkdirSync(path.join(folder(), 'private'));
    for (const [name, form] of Object.entries(forms)) {
      writeFileSync(path.join(folder(), name), form(old));
    }
    execFileSync('git', ['add', 'deploy.yml'], { cwd: folder() });
    await keys().choose('first run', 'Where is it?');
    await window.quickInput.waitForTitle(/Where is/);
    const labels = (await window.quickInput.items()).map(({ label }) => label);
    for (const place of [
      /\.env:1, GOVRAIL_API_KEY/,
      /private\/\.envrc:1/,
      /private\/config\.json:2/,
      /private\/\.env\.local:1/,
      /deploy\.yml:2/,
    ]) {
      assert.ok(
        labels.some((label) => place.test(label)),
        `${place.source} among ${labels.join('; ')}`,
      );
    }
    await session.screenshot('where it is');
    await window.quickInput.cancel();
  });

  it('gives the new value to all that may be written, as their programs read them', async () => {
    const { session } = journey;
    const { window } = session;
    await keys().choose('first run', 'Rotate key with overlap…');
    await window.quickInput.waitForTitle(/Rotate key with overlap/);
    const listed = await window.quickInput.items();
    const said = (place: RegExp) => listed.find(({ label }) => place.test(label))?.description;
    assert.equal(said(/private\/config\.json/), 'is rewritten and read back');
    assert.equal(said(/deploy\.yml/), 'the old key stays until then: git tracks it');
    assert.deepEqual(await window.quickInput.cutTexts(), []);
    await session.screenshot('before the rotation');
    await window.quickInput.pick('Now');
    const { buttons } = await window.notifications.waitFor(
      /could not be written to: deploy\.yml \(git tracks it\)/,
    );
    assert.ok(buttons.includes('Try again') && buttons.includes('Leave them'));
    const next = read('.env');
    assert.notEqual(next, old);
    for (const name of Object.keys(readers)) assert.equal(read(name), next, name);
    assert.equal(await accepts(next), 201);
    await session.screenshot('asks for a hand');
  });

  it('keeps the old key while one place holds it', async () => {
    assert.equal(await accepts(old), 201);
    assert.equal(readFileSync(path.join(folder(), 'deploy.yml'), 'utf8').includes(old), true);
    await keys().waitForMessage(/waits/);
  });

  it('ends it after the person has seen to that place', async () => {
    const { session } = journey;
    writeFileSync(path.join(folder(), 'deploy.yml'), 'env: {}\n');
    await session.window.notifications.click(/could not be written to: deploy\.yml/, 'Try again');
    // The old one ends when this machine has shown that it keeps the new secret over a restart.
    await keys().waitForRows('an old key that retires', (all) =>
      all.some(({ level, label }) => level === 2 && label.startsWith('replaced, ')),
    );
    await session.restart();
    await session.window.activityBar.open('Keyrail');
    await eventually(
      'The old key ended',
      () => accepts(old),
      (status) => status === 401,
    );
    assert.equal(await accepts(read('private/.envrc')), 201);
    await session.screenshot('ended');
  });
});
