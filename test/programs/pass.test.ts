import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { createPerson, type Person } from './support/person.ts';
import { drivesReadablePlace } from './support/drivesPlace.ts';
import { createGpg, type Gpg } from './support/gpg.ts';
import { writeScript } from './support/script.ts';
import { newSecret } from './support/secrets.ts';
import { needs } from './support/tools.ts';

describe('pass', () => {
  let person: Person;
  let gpg: Gpg | undefined;

  before(function () {
    needs(this, 'pass', 'gpg');
  });

  beforeEach(() => {
    person = createPerson();
  });

  afterEach(() => {
    gpg?.end();
    gpg = undefined;
    person.remove();
  });

  const init = (passphrase = '') => {
    gpg = createGpg(person.home, passphrase);
    execFileSync('pass', ['init', gpg.recipient], { env: person.env, stdio: 'pipe' });
  };
  const place = { recipe: 'pass', answers: { path: 'work/keyrail key' } };

  it('keeps a value, gives it back, takes another one and forgets it', async () => {
    init();
    await drivesReadablePlace(person, place);
  });

  it('keeps a value as pass itself does, for all who read it with pass', async () => {
    init();
    const secret = newSecret();
    await person.agree(place);
    await person.programs.put(place, secret);
    const shown = execFileSync('pass', ['show', 'work/keyrail key'], { env: person.env });
    assert.equal(String(shown), `${secret.reveal()}\n`);
  });

  const writeEntry = (text: string, entry = place.answers.path) => {
    const args = ['insert', '--multiline', '--force', entry];
    execFileSync('pass', args, { env: person.env, input: text, stdio: 'pipe' });
  };
  const readEntry = () =>
    String(execFileSync('pass', ['show', place.answers.path], { env: person.env }));

  it('leaves the further lines of an entry as the person wrote them', async () => {
    init();
    await person.agree(place);
    const [secret, next] = [newSecret(), newSecret()];
    const lines = 'user: ada\n\nurl: https://example.test/ä\r\nno line end';
    writeEntry(`something of before\n${lines}`);
    for (const each of [secret, next]) {
      assert.deepEqual(await person.programs.put(place, each), { kind: 'stored' });
      assert.equal(readEntry(), `${each.reveal()}\n${lines}`);
    }
    assert.deepEqual(await person.programs.remove(place), { kind: 'failed', trouble: 'not-alone' });
    assert.equal(readEntry(), `${next.reveal()}\n${lines}`);
  });

  it('leaves an entry alone that it could not put back whole', async () => {
    init();
    await person.agree(place);
    const secret = newSecret();
    writeEntry(`${secret.reveal()}\n${'a note\n'.repeat(20_000)}`);
    const put = await person.programs.put(place, newSecret());
    assert.deepEqual(put, { kind: 'failed', trouble: 'not-alone' });
    assert.match(readEntry(), new RegExp(`^${secret.reveal()}\na note\n`));
  });

  it('takes a folder of entries for no entry', async () => {
    init();
    await person.agree(place);
    writeEntry('of somebody\n', `${place.answers.path}/another`);
    const notAlone = { kind: 'failed', trouble: 'not-alone' };
    assert.deepEqual(await person.programs.get(place), notAlone);
    assert.deepEqual(await person.programs.put(place, newSecret()), notAlone);
  });

  it('is told apart from one without a store, which is not signed in', async () => {
    const isSignedIn = async () =>
      (await person.programs.installed()).find(({ recipe }) => recipe.id === 'pass')?.signedIn;
    assert.equal(await isSignedIn(), 'no');
    await person.agree(place);
    const put = await person.programs.put(place, newSecret());
    assert.ok(put.kind === 'failed' && put.trouble === 'signed-out', JSON.stringify(put));
    init();
    assert.equal(await isSignedIn(), 'yes');
  });

  /** A key with a passphrase, and what asks for it. */
  const initLocked = async (pinentry: string) => {
    init('a passphrase of a test');
    const file = writeScript(path.join(person.home, 'pinentry'), pinentry);
    appendFileSync(path.join(person.home, '.gnupg/gpg-agent.conf'), `pinentry-program ${file}\n`);
    await person.agree(place);
    assert.deepEqual(await person.programs.put(place, newSecret()), { kind: 'stored' });
  };

  it('says that the key of gpg was not unlocked', async () => {
    await initLocked('process.exit(1)');
    const got = await person.programs.get(place);
    assert.ok(got.kind === 'failed' && got.trouble === 'locked', JSON.stringify(got));
  });

  it('waits for the person to unlock the key, says so, and stops when they stop it', async () => {
    const stop = new AbortController();
    person.remove();
    person = createPerson({
      limits: { ordinary: 1, asking: 50_000, waiting: 300, signedIn: 5000 },
      onWaiting: () => {
        stop.abort();
      },
    });
    await initLocked("console.log('OK'); process.stdin.resume()");
    const got = await person.programs.get(place, stop.signal);
    assert.ok(got.kind === 'failed' && got.trouble === 'stopped', JSON.stringify(got));
  });
});
