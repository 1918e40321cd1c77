import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createGpg, type Gpg } from './support/gpg.ts';
import { createPerson, type Person } from './support/person.ts';
import { ownPlace, recipeFor } from './support/script.ts';
import { newSecret } from './support/secrets.ts';
import { needs, skipHere } from './support/tools.ts';

/*
 * Debian's gopass is another program than that of gopass.pw, and why there is no built-in recipe for the name: it takes no
 * value from standard input, says that it did, and ends well.
 */
describe('gopass of Debian', () => {
  let person: Person;
  let gpg: Gpg | undefined;

  before(function () {
    needs(this, 'gopass', 'pass', 'gpg');
    const { stdout } = spawnSync('gopass', ['version'], { encoding: 'utf8' });
    if (!stdout.startsWith('gopass v1.5')) skipHere(this, 'the gopass here is another one');
  });

  beforeEach(() => {
    const recipe = recipeFor('gopass', {
      put: { args: ['insert', '--force', '{name}'], end: '\n' },
      get: { args: ['show', '{name}'], value: '^(.*)$' },
      says: { none: 'could not find password' },
    });
    person = createPerson({ own: [recipe] });
    gpg = createGpg(person.home);
    execFileSync('pass', ['init', gpg.recipient], { env: person.env, stdio: 'pipe' });
  });

  afterEach(() => {
    gpg?.end();
    person.remove();
  });

  it('says that it stored a value and did not, which reading back finds', async () => {
    await person.agree(ownPlace);
    assert.deepEqual(await person.programs.get(ownPlace), { kind: 'none' });
    assert.deepEqual(await person.programs.put(ownPlace, newSecret()), { kind: 'stored' });
    assert.deepEqual(await person.programs.get(ownPlace), { kind: 'none' });
  });
});
