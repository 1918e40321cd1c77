import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { findProgram } from '../../src/programs/findProgram.ts';
import * as cloudflares from '../programs/support/cloudflare.ts';
import * as gitHubs from '../programs/support/github.ts';
import { createGpg, type Gpg } from '../programs/support/gpg.ts';
import { installTools, toolsPath } from '../programs/support/installTools.ts';
import { makeRun } from '../support/makeRun.ts';
import { temporaryFolder } from '../support/owned.ts';
import { makeSampleFolder } from '../support/sampleFolder.ts';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { openGate, type Gate } from './support/gate.ts';
import { openSession, type Session } from './support/session.ts';

await installTools();
const missing = ['gh', 'openssl', 'pass', 'gpg'].filter(
  (name) => findProgram(name, process.env, []) === undefined,
);
const hasWrangler = existsSync(path.join(toolsPath, 'wrangler'));

/*
 * One key on three systems: `.env`, GitHub Actions and `pass`, and a worker where wrangler could be fetched. The programs are the real ones; the servers behind them are the test's.
 */
describe(`one key in .env, GitHub Actions and pass${missing.length > 0 ? ` (no ${missing.join(', ')})` : ''}`, function () {
  this.timeout(180_000);
  let session: Session;
  let gpg: Gpg;
  let github: gitHubs.GitHub;
  let cloudflare: cloudflares.Cloudflare;
  let gate: Gate;
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let folder = '';
  let env: NodeJS.ProcessEnv = {};
  let old = '';

  before(async function () {
    this.timeout(300_000);
    if (missing.length > 0) return this.skip();
    place = await temporaryFolder('three-systems');
    const home = path.join(place.path, 'home');
    mkdirSync(home);
    folder = path.join(place.path, 'shop');
    makeSampleFolder(folder);
    const remote = 'git@github.com:somebody/project.git';
    execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', remote]);
    gpg = createGpg(home);
    github = await gitHubs.startGitHub(home);
    gate = await openGate(github.port);
    const cloud = path.join(home, 'cloud');
    mkdirSync(cloud);
    cloudflare = await cloudflares.startCloudflare(cloud);
    env = {
      GNUPGHOME: gpg.folder,
      PASSWORD_STORE_DIR: path.join(home, 'store'),
      GH_CONFIG_DIR: path.join(home, 'gh'),
      GH_HOST: host(),
      GH_ENTERPRISE_TOKEN: gitHubs.token,
      SSL_CERT_FILE: github.certificate,
      XDG_CONFIG_HOME: path.join(home, 'config'),
      CLOUDFLARE_API_BASE_URL: `https://127.0.0.1:${cloudflare.port}/client/v4`,
      CLOUDFLARE_API_TOKEN: cloudflares.token,
      NODE_EXTRA_CA_CERTS: cloudflare.certificate,
      PATH: [process.env['PATH'], toolsPath, path.dirname(process.execPath)].join(path.delimiter),
    };
    execFileSync('pass', ['init', gpg.recipient], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    session = await openSession({ name: 'programs', folder, env });
  });
  beforeEach(function () {
    if (this.test?.parent?.tests.some((test) => test.isFailed())) this.skip();
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await session.picture(`failed ${this.currentTest.title}`);
  });
  after(async () => {
    if (missing.length > 0) return;
    await session.dispose();
    gpg.end();
    await gate.close();
    await github.close();
    await cloudflare.close();
    place.dispose();
  });

  const host = () => `127.0.0.1:${gate.port}`;
  const keys = () => session.window.view('API Keys');
  const inGitHub = () =>
    github.values.get('/api/v3/repos/somebody/project/actions/secrets/GOVRAIL_API_KEY');
  const inPass = () =>
    execFileSync('pass', ['show', 'shop/GOVRAIL_API_KEY'], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    }).trim();
  const inEnv = () => parse(readFileSync(path.join(folder, '.env')))['GOVRAIL_API_KEY'] ?? '';
  const works = async (secret: string) =>
    (await makeRun(`http://127.0.0.1:${session.port}`, secret)) === 201;

  const everyPlaceWorks = async () => {
    for (const value of [inEnv(), inGitHub() ?? '', inPass()]) assert.ok(await works(value));
    if (hasWrangler) assert.ok(await works(cloudflare.values.get('GOVRAIL_API_KEY') ?? ''));
  };

  /** Chooses a program from the menu of the key, and answers what its recipe asks. */
  const put = async (program: string, answers: readonly (string | undefined)[]) => {
    const { quickInput } = session.window;
    await keys().choose('first run', 'Put Secret Into…');
    await quickInput.waitForTitle(/^Put Secret Into/);
    await quickInput.pick(program);
    for (const [at, answer] of answers.entries()) {
      await eventually(
        `Question ${at + 1}`,
        () => quickInput.title(),
        (title) => answers.length === 1 || title.includes(`(${at + 1}/${answers.length})`),
      );
      await quickInput.answer(answer ?? (await quickInput.value()));
    }
  };

  it('offers what is on this machine, what the folder suggests first', async () => {
    await makeFirstKey(session);
    const { dialog, notifications, quickInput } = session.window;
    await keys().choose('first run', 'Write Secret to .env…');
    await dialog.click('Write');
    await notifications.dismiss(/is in \.env, line/);
    old = inEnv();
    await keys().choose('first run', 'Put Secret Into…');
    await quickInput.waitForTitle(/^Put Secret Into/);
    const items = await quickInput.waitForItems('GitHub', (all) =>
      all.some(({ label }) => label === 'GitHub Actions'),
    );
    assert.equal(items[0]?.label, 'GitHub Actions');
    assert.equal(items[0].description, 'somebody/project');
    assert.ok(items.some(({ label }) => label === 'pass (password store)'));
    await session.screenshot('what is there');
    await quickInput.cancel();
  });

  it('asks once, showing what runs, and has GitHub say that it changed', async () => {
    const { dialog, notifications } = session.window;
    await put('GitHub Actions', [undefined, undefined, host()]);
    const target = `somebody/project, GOVRAIL_API_KEY, ${host()}`;
    assert.equal(
      await dialog.message(),
      `Put the secret of first run into GitHub Actions: ${target}?`,
    );
    const detail = await dialog.detail();
    assert.match(
      detail,
      /\/gh secret set GOVRAIL_API_KEY --repo 127\.0\.0\.1:\d+\/somebody\/project/,
    );
    assert.match(detail, /Local control plane/);
    assert.ok(!detail.includes(old));
    await session.screenshot('the question');
    assert.equal(inGitHub(), undefined);
    await dialog.click('Put It There');
    await notifications.waitFor(/GitHub Actions: .* accepted the secret of first run, and says/);
    await session.screenshot('accepted');
    await notifications.dismiss(/accepted the secret/);
    assert.equal(inGitHub(), old);
  });

  it('reads back what pass has', async () => {
    const { dialog, notifications } = session.window;
    await put('pass (password store)', ['shop/GOVRAIL_API_KEY']);
    await dialog.click('Put It There');
    await notifications.waitFor(/pass \(password store\): .* it was read back/);
    await notifications.dismiss(/it was read back/);
    assert.equal(inPass(), old);
  });

  it(`gives it to a worker${hasWrangler ? '' : ' (no wrangler: it could not be fetched)'}`, async function () {
    if (!hasWrangler) return this.skip();
    const { dialog, notifications } = session.window;
    await put('Cloudflare Worker', ['site', 'GOVRAIL_API_KEY', cloudflares.account]);
    await dialog.click('Put It There');
    await notifications.waitFor(/Cloudflare Worker: .* accepted the secret/);
    await notifications.dismiss(/accepted the secret/);
    assert.equal(cloudflare.values.get('GOVRAIL_API_KEY'), old);
  });

  it('lists each below the key, with Update and Remove', async () => {
    await keys().expand('first run');
    const isProgram = ({ label }: { label: string }) =>
      /^(GitHub Actions|pass \(password store\)): /.test(label);
    const rows = await keys().waitForRows(
      'the places',
      (all) => all.filter(isProgram).length === 2,
    );
    const places = rows.filter(isProgram);
    assert.match(
      places.find(({ label }) => label.startsWith('GitHub'))?.description ?? '',
      /confirmed/,
    );
    await session.screenshot('the places');
    for (const { label } of places) {
      assert.deepEqual(await keys().inlineActions(label), ['Update Place…', 'Remove Place…']);
    }
  });

  it('keeps the old key alive while GitHub is away, and names that place', async () => {
    const { notifications, quickInput } = session.window;
    await gate.close();
    await keys().choose('first run', 'Rotate Key…');
    await quickInput.waitForTitle(/Rotate first run/);
    await quickInput.pick('With overlap, the old key ends in an hour');
    const { text } = await notifications.waitFor(/could not be written to: GitHub Actions: /);
    assert.match(text, /the program does not reach its server/);
    assert.match(text, /Both keys live/);
    // What is where, and what needs a hand, in one message.
    assert.match(text, /The new secret is in: .*pass \(password store\): /);
    if (hasWrangler) assert.match(text, /cannot be read back, by: Cloudflare Worker: /);
    await session.screenshot('GitHub is away');
    const fresh = inEnv();
    assert.notEqual(fresh, old);
    assert.equal(inPass(), fresh);
    assert.equal(inGitHub(), old);
    assert.ok((await works(old)) && (await works(fresh)));
  });

  it('delivers there once it is back, by Try Again, and every place has a key that works', async () => {
    const { dialog, notifications } = session.window;
    await gate.open();
    await notifications.click(/could not be written to: GitHub Actions: /, 'Try Again');
    await eventually(
      'GitHub’s value',
      async () => inGitHub(),
      (value) => value === inEnv(),
    );
    const { text } = await notifications.waitFor(
      /^first run .*has a new key\. .*accepted, and cannot be read back, by: .*GitHub Actions: /,
    );
    assert.match(text, /The old key: replaced, ends/);
    await session.screenshot('delivered everywhere');
    const rows = await keys().waitForRows('the pair', (all) =>
      all.some(({ label }) => label.startsWith('replaced, ends')),
    );
    const ending = rows.find(({ label }) => label.startsWith('replaced, ends'))?.label ?? '';
    await keys().inline(ending, 'End Now');
    await dialog.click('End Now');
    // It has not been restarted yet, and what it keeps might be gone then.
    await notifications.waitFor(/Restart VS Code once .* keeps the new secret/);
    await everyPlaceWorks();
    await session.screenshot('its end is asked for');
  });

  it('ends the old key once a restart has shown that secrets are kept, and every place works on', async () => {
    await session.restart();
    await eventually(
      'The old key’s end',
      () => works(old),
      (isAlive) => !isAlive,
    );
    await everyPlaceWorks();
    await session.screenshot('the old key has ended');
  });
});
