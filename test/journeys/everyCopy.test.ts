import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRun } from '../support/makeRun.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

const forms: Readonly<Record<string, (value: string) => string>> = {
  'private/.envrc': (value) => `export TOKEN=${value}\n`,
  'private/config.json': (value) => `{\n  "api": { "key": "${value}" }\n}\n`,
  'private/.env.local': (value) => `OTEL_HEADERS="Authorization=Bearer ${value}"\n`,
  'private/.env.vaulted': (value) => `API_KEY=${value}\n`,
};

const cipher = ['enc', '-aes-256-cbc', '-pbkdf2', '-a', '-A', '-pass', 'pass:of-the-test'];

/** What a tool that encrypts lines makes of it. */
const encryptedLine = (value: string) =>
  `API_KEY="encrypted:${execFileSync('openssl', cipher, { input: value, encoding: 'utf8' })}"\n`;

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
const decrypting = [
  'bash',
  '-c',
  `. private/.env.vaulted && printf %s "\${API_KEY#encrypted:}" | openssl ${cipher.join(' ')} -d`,
] as const;

describe('a key whose value stands in five forms', () => {
  const journey = useSession({
    name: 'every-copy',
    settings: { 'files.exclude': { '**/private': true } },
    mayHold: (place) => /^file .*\/sample\/private\/config\.json$/.test(place),
  });
  const folder = () => journey.session.folder;
  const keys = () => journey.session.window.view('API Keys');
  const runReader = ([program = 'false', ...args]: readonly string[]) =>
    execFileSync(program, args, { cwd: folder(), encoding: 'utf8' });
  const read = (name: string) => runReader(readers[name] ?? []);
  const accepts = (value: string) => makeRun(`http://127.0.0.1:${journey.session.port}`, value);
  const vaulted = () => path.join(folder(), 'private/.env.vaulted');
  let old = '';

  it('shows each with its line, whatever hides the file', async () => {
    const { session } = journey;
    const { window } = session;
    await makeFirstKey(session);
    await keys().choose('first run', 'Write Secret to .env…');
    await window.dialog.click('Write');
    await window.notifications.dismiss(/is in \.env, line/);
    old = read('.env');
    appendFileSync(path.join(folder(), '.git', 'info', 'exclude'), '\nprivate/\n');
    mkdirSync(path.join(folder(), 'private'));
    for (const [name, form] of Object.entries(forms)) {
      writeFileSync(path.join(folder(), name), form(old));
    }
    await keys().choose('first run', 'Show Places of Key…');
    await window.quickInput.waitForTitle(/Where is/);
    const labels = (await window.quickInput.items()).map(({ label }) => label);
    for (const place of [
      /\.env:1, GOVRAIL_API_KEY/,
      /private\/\.envrc:1/,
      /private\/config\.json:2/,
      /private\/\.env\.local:1/,
      /private\/\.env\.vaulted:1/,
    ]) {
      assert.ok(
        labels.some((label) => place.test(label)),
        `${place.source} among ${labels.join('; ')}`,
      );
    }
    await session.screenshot('where it is');
    await window.quickInput.cancel();
  });

  it('says that a line which a tool encrypted is unknown', async () => {
    const { session } = journey;
    const { window } = session;
    writeFileSync(vaulted(), encryptedLine(old));
    assert.equal(runReader(decrypting), old);
    await keys().choose('first run', 'Show Places of Key…');
    await window.quickInput.waitForTitle(/Where is/);
    const listed = await window.quickInput.items();
    const said = listed.find(({ label }) => /\.env\.vaulted/.test(label))?.description;
    assert.equal(said, 'unknown: something else stands there now');
    await session.screenshot('an encrypted line is unknown');
    await window.quickInput.cancel();
  });

  it('gives the new value to all that may be written, as their programs read them', async () => {
    const { session } = journey;
    const { window } = session;
    await keys().choose('first run', 'Rotate Key…');
    await window.quickInput.waitForTitle(/Rotate first run/);
    const listed = await window.quickInput.items();
    const said = (place: RegExp) => listed.find(({ label }) => place.test(label))?.description;
    assert.equal(said(/private\/config\.json/), 'is rewritten and read back');
    const { detail } = listed.find(({ label }) => /\.env\.vaulted/.test(label)) ?? {};
    assert.match(detail ?? '', /^its text changed/);
    assert.deepEqual(await window.quickInput.cutTexts(), []);
    await session.screenshot('before the rotation');
    await window.quickInput.pick('With overlap, the old key ends at another time…');
    await window.quickInput.pick('Now');
    const { buttons } = await window.notifications.waitFor(
      /could not be written to: private\/\.env\.vaulted, API_KEY \(its text changed/,
    );
    assert.ok(buttons.includes('Try Again') && buttons.includes('Decide for Each Place…'));
    const next = read('.env');
    assert.notEqual(next, old);
    for (const name of Object.keys(readers)) assert.equal(read(name), next, name);
    assert.equal(await accepts(next), 201);
    await session.screenshot('asks for a hand');
  });

  it('keeps the old key, by which the program behind the encrypted line works on', async () => {
    assert.equal(runReader(decrypting), old);
    assert.equal(await accepts(runReader(decrypting)), 201);
    await keys().waitForMessage(/waits/);
  });

  it('asks about that place, with what is known of the use of both keys beside it', async () => {
    const { session } = journey;
    const { window } = session;
    writeFileSync(vaulted(), encryptedLine(read('.env')));
    await window.notifications.click(/could not be written to/, 'Decide for Each Place…');
    await window.quickInput.waitForTitle(/private\/\.env\.vaulted, API_KEY \(its text changed/);
    const labels = (await window.quickInput.items()).map(({ label }) => label);
    assert.deepEqual(labels, [
      'I Have Done It by Hand',
      'It Is Gone',
      'End Anyway',
      'Open the File…',
    ]);
    await session.screenshot('asks about the place');
    await window.quickInput.pick('I Have Done It by Hand');
    await keys().waitForRows('an old key that retires', (all) =>
      all.some(({ level, label }) => level === 2 && label.startsWith('replaced, ')),
    );
  });

  it('ends it after that decision', async () => {
    const { session } = journey;
    // The old one ends when this machine has shown that it keeps the new secret over a restart.
    await session.restart();
    await session.window.activityBar.open('Keyrail');
    await eventually(
      'The old key ended',
      () => accepts(old),
      (status) => status === 401,
    );
    for (const name of Object.keys(readers)) assert.equal(await accepts(read(name)), 201, name);
    assert.equal(await accepts(runReader(decrypting)), 201);
    await session.screenshot('ended');
  });
});
