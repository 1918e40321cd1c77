import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { makeRun } from '../support/makeRun.ts';
import { eventually } from './support/eventually.ts';
import { journalAtRest } from './support/racing.ts';
import { untilDone } from './support/untilDone.ts';
import { useRemoteStage, type RemoteStage } from './support/useRemoteStage.ts';
import { useSession } from './support/useSession.ts';

/** The editor keeps secrets and connections for every machine that it opens windows on. */
describe('two machines behind one editor', () => {
  const journey = useSession({ name: 'two-hosts' });
  const first = useRemoteStage();
  const second = useRemoteStage();

  const connectWithKey = async (stage: RemoteStage, host: string) => {
    await stage.connectWithKey(journey.session);
    await journey.session.window.notifications.dismiss(/is kept by this editor/);
    await journalAtRest(dirname(journey.session.folder), host);
  };
  const forget = async () => {
    const { palette, dialog } = journey.session.window;
    await untilDone(
      'The question what is forgotten',
      () => palette.run('Keyrail: Forget Everything on This Machine…'),
      () => dialog.opens(),
    );
    assert.equal(await dialog.message(), 'Forget everything on this machine?');
    return dialog.detail();
  };
  const keyInEnv = () => {
    try {
      const env = readFileSync(join(journey.session.folder, '.env'));
      return parse(env)['GOVRAIL_API_KEY'] ?? '';
    } catch {
      return '';
    }
  };
  /** Writes the copy that this machine has of its key, and uses what was written. */
  const useCopy = async (url: string) => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').choose('first run', 'Write Secret to .env…');
    await window.dialog.click('Write');
    const key = await eventually('A key in .env', keyInEnv, (value) => value !== '');
    assert.equal(await makeRun(url, key), 201);
  };

  it('each make a connection and a key of their own', async () => {
    await connectWithKey(first, 'server');
    await journey.session.screenshot('the first machine');
    const window = await journey.session.visit('second');
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').waitForWelcome(/An API key, in your/);
    await journey.session.screenshot('the second knows nothing of it');
    await connectWithKey(second, 'second');
  });

  it('are told apart where everything on one is forgotten', async () => {
    const { window } = journey.session;
    const detail = await forget();
    assert.match(
      detail,
      /^1 local copy of secrets and 1 connection are removed from this editor\./,
    );
    assert.match(
      detail,
      /What this editor keeps for other hosts stays: 1 local copy of secrets and 1 connection \(.+\)\./,
    );
    const buttons = await window.dialog.buttons();
    assert.ok(buttons.includes('Forget What Other Hosts Have, Too'), buttons.join(', '));
    await journey.session.screenshot('what the other has stays');
    await window.dialog.click('Forget Everything');
    await window.view('API Keys').waitForWelcome(/An API key, in your/);
    await journey.session.screenshot('forgotten here');
  });

  it('left the first one its connection and its secret, which works', async () => {
    await journey.session.visit('server');
    await useCopy(first.plane.url);
    await journey.session.screenshot('the first machine has all of its own');
  });

  it('gives a machine that was built anew the secrets that the editor still has', async () => {
    const before = keyInEnv();
    const window = await journey.session.visit('server', true);
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').row('first run');
    await window.statusBar.waitForText('keyrail.keyrail', /Staging/);
    await journey.session.screenshot('built anew');
    await eventually(
      'The copy, adopted',
      () => window.view('API Keys').menu('first run'),
      (menu) => menu.includes('Write Secret to .env…'),
    );
    await window.view('API Keys').choose('first run', 'Copy Secret');
    await window.dialog.click('Copy Secret');
    await eventually(
      'The secret on the clipboard',
      () => window.clipboard.read(),
      (text) => text === before,
    );
    await journey.session.screenshot('adopted');
  });

  it('forgets on the first one, too, and nothing is kept for anybody', async () => {
    const { window } = journey.session;
    assert.doesNotMatch(await forget(), /other hosts/);
    await window.dialog.click('Forget Everything');
    await window.view('API Keys').waitForWelcome(/An API key, in your/);
  });
});
