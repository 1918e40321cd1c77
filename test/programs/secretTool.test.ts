import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { drivesReadablePlace } from './support/drivesPlace.ts';
import { startKeyring, type Keyring } from './support/keyring.ts';
import { createPerson, type Person } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { needs } from './support/tools.ts';

describe('secret-tool', () => {
  let person: Person;
  let keyring: Keyring | undefined;

  before(function () {
    needs(this, 'secret-tool', 'gnome-keyring-daemon', 'dbus-daemon', 'dbus-send');
  });

  beforeEach(async () => {
    person = createPerson();
    keyring = await startKeyring(person);
  });

  afterEach(async () => {
    await keyring?.end();
    keyring = undefined;
    person.remove();
  });

  const place = { recipe: 'secret-tool', answers: { account: 'work: "key" $(id)' } };

  it('keeps a value, gives it back, takes another one and forgets it', async () => {
    await drivesReadablePlace(person, place);
  });

  it('is left alone where several items have these attributes: no other of the person’s goes with ours', async () => {
    await person.agree(place);
    const { programs, env } = person;
    const secret = newSecret();
    assert.deepEqual(await programs.put(place, secret), { kind: 'stored' });
    const attributes = ['service', 'keyrail', 'account', place.answers.account];
    const also = [...attributes, 'of', 'another program'];
    execFileSync('secret-tool', ['store', '--label=theirs', ...also], { env, input: 'theirs' });
    const notAlone = { kind: 'failed', trouble: 'not-alone' };
    assert.deepEqual(await programs.get(place), notAlone);
    assert.deepEqual(await programs.put(place, newSecret()), notAlone);
    assert.deepEqual(await programs.remove(place), notAlone);
    const theirs = execFileSync('secret-tool', ['lookup', ...also], { env, encoding: 'utf8' });
    assert.equal(theirs, 'theirs');
    execFileSync('secret-tool', ['clear', ...also], { env });
    const got = await programs.get(place);
    assert.ok(got.kind === 'value' && got.secret.equals(secret), JSON.stringify(got));
  });

  it('tells a locked keyring from one that has nothing', async () => {
    await person.agree(place);
    const { programs } = person;
    await programs.put(place, newSecret());
    keyring?.lock();
    for (const answer of [
      await programs.get(place),
      await programs.put(place, newSecret()),
      await programs.remove(place),
    ]) {
      assert.ok(answer.kind === 'failed' && answer.trouble === 'locked', JSON.stringify(answer));
    }
  });

  it('says that no keyring can be reached', async () => {
    await person.agree(place);
    await keyring?.end();
    const answer = await person.programs.get(place);
    assert.ok(answer.kind === 'failed' && answer.trouble === 'offline', JSON.stringify(answer));
  });
});
