import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPerson, type Person } from './support/person.ts';
import { newSecret } from './support/secrets.ts';
import { needs } from './support/tools.ts';
import { withoutTraces } from './support/watchTraces.ts';

describe('podman', () => {
  let person: Person;

  before(function () {
    needs(this, 'podman');
  });

  beforeEach(() => {
    // As root it has one store for the whole machine.
    const configuration = createPerson();
    const file = path.join(configuration.home, 'storage.conf');
    const folder = (name: string) => JSON.stringify(path.join(configuration.home, name));
    writeFileSync(
      file,
      `[storage]\ndriver = "vfs"\ngraphroot = ${folder('graph')}\nrunroot = ${folder('state')}\n`,
    );
    configuration.env['CONTAINERS_STORAGE_CONF'] = file;
    person = configuration;
  });

  afterEach(() => {
    person.remove();
  });

  const place = { recipe: 'podman', answers: { name: 'keyrail-key' } };
  /** What a container would get: its store holds values in Base64, unencrypted. */
  const stored = () => {
    const file = path.join(person.home, 'graph/secrets/filedriver/secretsdata.json');
    const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    return Object.values(all).map((value) => Buffer.from(value, 'base64').toString());
  };

  it('keeps a value, says when it was changed, takes another one and forgets it', async () => {
    const { programs } = person;
    await person.agree(place);
    assert.deepEqual(await programs.seen(place), { kind: 'none' });
    assert.deepEqual(await programs.get(place), { kind: 'not-readable' });
    const moments: string[] = [];
    for (const secret of [newSecret(), newSecret()]) {
      const before = new Date().toISOString();
      assert.deepEqual(await programs.put(place, secret), { kind: 'stored' });
      assert.deepEqual(stored(), [secret.reveal()]);
      const seen = await programs.seen(place);
      assert.ok(seen.kind === 'changed', JSON.stringify(seen));
      moments.push(before, seen.at);
    }
    assert.deepEqual(moments, moments.toSorted());
    assert.deepEqual(await programs.remove(place), { kind: 'stored' });
    assert.deepEqual(stored(), []);
    assert.deepEqual(await programs.seen(place), { kind: 'none' });
    assert.deepEqual(await programs.remove(place), { kind: 'stored' });
  });

  it('leaves no value in a process, or in a file that is not its store', async () => {
    await person.agree(place);
    const secret = newSecret();
    await withoutTraces({ secrets: [secret], folder: path.join(person.home, 'tmp') }, () =>
      person.programs.put(place, secret),
    );
    assert.deepEqual(stored(), [secret.reveal()]);
  });
});
