import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { drivesReadablePlace } from './support/drivesPlace.ts';
import { createPerson, type Person } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { needs } from './support/tools.ts';

describe('keepassxc-cli', () => {
  let person: Person;

  before(function () {
    needs(this, 'keepassxc-cli');
  });

  beforeEach(() => {
    person = createPerson();
  });

  afterEach(() => {
    person.remove();
  });

  const create = (options: readonly string[], input = '') => {
    const [database, keyFile] = ['vault.kdbx', 'vault.key'].map((name) =>
      path.join(person.home, name),
    ) as [string, string];
    writeFileSync(keyFile, randomBytes(64));
    const args = [
      'db-create',
      '--quiet',
      ...options,
      ...(input ? [] : ['--set-key-file', keyFile]),
      database,
    ];
    execFileSync('keepassxc-cli', args, {
      env: person.env,
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return { recipe: 'keepassxc', answers: { database, keyFile, entry: 'Keyrail "key" $(id)' } };
  };

  it('keeps a value, gives it back, takes another one and forgets it, and all again', async () => {
    const place = create([]);
    await drivesReadablePlace(person, place);
    // The first entry of that name is in the recycle bin now.
    await drivesReadablePlace(person, place);
  });

  it('does not open a database that has a password, and hangs on no question', async () => {
    const place = create(['--set-password'], 'a password\na password\n');
    await person.agree(place);
    for (const answer of [
      await person.programs.get(place),
      await person.programs.put(place, newSecret()),
    ]) {
      assert.ok(answer.kind === 'failed' && answer.trouble === 'locked', JSON.stringify(answer));
    }
  });

  it('says with the words of the program that there is no such database', async () => {
    const place = {
      recipe: 'keepassxc',
      answers: { database: '/none.kdbx', keyFile: '/none.key', entry: 'x' },
    };
    await person.agree(place);
    const put = await person.programs.put(place, newSecret());
    assert.ok(put.kind === 'failed' && put.trouble === 'program-failed');
    assert.match(put.said ?? '', /none\.k(?:dbx|ey)/);
  });
});
