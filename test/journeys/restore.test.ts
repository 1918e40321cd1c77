import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createGpg, type Gpg } from '../programs/support/gpg.ts';
import { installPackages } from '../programs/support/installTools.ts';
import { needs } from '../programs/support/tools.ts';
import { temporaryFolder } from '../support/owned.ts';
import { perform } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { journalAtRest } from './support/racing.ts';
import { useSession } from './support/useSession.ts';

await installPackages();
/** Somebody's gpg and pass, which live through what becomes of the editor. */
const home = await temporaryFolder('pass');
const gnupg = path.join(home.path, '.gnupg');
const store = path.join(home.path, 'store');

describe('a machine whose keyring forgot, and pass, which did not', () => {
  let gpg: Gpg | undefined;
  before(function () {
    needs(this, 'pass', 'gpg');
    gpg = createGpg(home.path);
    mkdirSync(store, { mode: 0o700 });
    execFileSync('pass', ['init', gpg.recipient], {
      env: { ...process.env, GNUPGHOME: gnupg, PASSWORD_STORE_DIR: store },
      stdio: 'pipe',
    });
  });
  after(() => {
    gpg?.end();
    home.dispose();
  });
  const journey = useSession({
    name: 'restore',
    keepsSecrets: false,
    env: { GNUPGHOME: gnupg, PASSWORD_STORE_DIR: store },
    settings: {
      'keyrail.keepAlsoIn': {
        '*': { recipe: 'pass', answers: { path: 'keyrail/{connection}/{key}' } },
      },
    },
  });
  const keys = () => journey.session.window.view('API Keys');

  it('asks once before every new secret goes to pass as well, and shows what will run', async () => {
    const { session } = journey;
    const { window } = session;
    await window.activityBar.open('Keyrail');
    await perform(session, 'sets up the local control plane');
    await keys().waitForWelcome(/has no baseline yet/);
    await perform(
      session,
      'bootstraps the baseline',
      'creates a service account',
      'chooses a narrow scope',
    );
    await window.quickInput.pickMany(['runs:write']);
    await window.quickInput.pick('In 90 days');
    await window.quickInput.answer('first run');
    assert.match(await window.dialog.message(), /^Keep every new secret of .* in pass/);
    const detail = await window.dialog.detail();
    assert.match(detail, /\/pass insert --multiline --force keyrail\/[^/]+\/KEY/);
    assert.match(detail, /keyrail\.keepAlsoIn/);
    await session.screenshot('asked once');
    await window.dialog.click('Keep There as Well');
    await keys().row('first run');
    await window.notifications.waitFor(/is kept by this editor/);
    await keys().expand('first run');
    await keys().waitForRows('pass among the places', (rows) =>
      rows.some(({ label }) => /pass/.test(label)),
    );
    await session.screenshot('pass is a place');
  });

  it('has no secret of the key any more after a restart', async () => {
    const { session } = journey;
    // What a restart interrupts is finished after it, and has the secret in the keyring again.
    await journalAtRest(path.dirname(session.folder));
    await session.restart();
    await session.window.activityBar.open('Keyrail');
    await keys().row('first run');
    // The rows of before come first; what the keyring has is looked at then.
    const menu = await eventually(
      'a key without its secret',
      () => keys().menu('first run'),
      (entries) => entries.includes('Restore From…'),
    );
    assert.ok(!menu.includes('Write Secret to .env…'));
    await keys().expand('first run');
    await keys().waitForRows('what has become of the copy', (rows) =>
      rows.some(
        ({ label, description }) => label === 'Local copy' && description.startsWith('lost: '),
      ),
    );
    await session.screenshot('the copy is lost');
    await keys().collapse('first run');
  });

  it('reads it back from pass, without another question, and the key works', async () => {
    const { session } = journey;
    const { window } = session;
    await keys().choose('first run', 'Restore From…');
    await window.quickInput.waitForTitle(/Restore Secret/);
    const [known, other] = await window.quickInput.items();
    assert.match(known?.label ?? '', /^Restore from pass .*keyrail\//);
    assert.equal(other?.label, 'Another Program…');
    await session.screenshot('where from');
    await window.quickInput.pick(known!.label);
    // A menu that is open keeps what the row was when it was opened.
    const menu = await eventually(
      'a key with its secret',
      () => keys().menu('first run'),
      (entries) => entries.includes('Write Secret to .env…'),
    );
    assert.ok(!menu.includes('Restore From…'));
    await keys().choose('first run', 'Make Demo Run');
    await window.dialog.click('Make Demo Run');
    await window.notifications.waitFor(/run_/);
    await session.screenshot('an accepted run');
  });
});
