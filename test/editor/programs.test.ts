import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationTarget, commands, workspace } from 'vscode';
import type { Connection } from '../../src/editor/connection/connections.ts';
import { askKeepAlsoIn } from '../../src/editor/programs/askKeepAlsoIn.ts';
import { createKeyPrograms } from '../../src/editor/programs/keyPrograms.ts';
import { setAutomation } from './support/beforehand.ts';
import { prepare, run, type NewKey } from './support/keyrail.ts';
import { watchPerson } from './support/watchedPerson.ts';

/** A program of the person's own: keeps each secret in a file. */
const script = (folder: string) => `#!/bin/sh
# ${path.basename(folder)}
echo "$1 $2" >>'${folder}/ran'
case "$1" in
  put) cat >'${folder}/'"$2" ;;
  get) if [ -e '${folder}/'"$2" ]; then cat '${folder}/'"$2"; else echo nothing there; exit 1; fi ;;
  remove) rm -f '${folder}/'"$2" ;;
esac
`;

interface Put {
  readonly state: string;
}

describe('a program that keeps secrets', function () {
  this.timeout(60_000);
  let folder = '';
  let key: NewKey;
  const place = () => ({ keyId: key.keyId, place: 'box: theirs' });
  const put = (name: string) =>
    run<Put>('putIntoProgram', { keyId: key.keyId, recipe: 'own:box', answers: { name } });
  const setPrograms = (value: unknown) =>
    workspace.getConfiguration('keyrail').update('programs', value, ConfigurationTarget.Global);
  const ran = () =>
    existsSync(path.join(folder, 'ran')) ? readFileSync(path.join(folder, 'ran'), 'utf8') : '';
  const write = (text: string) => {
    const file = path.join(folder, 'box');
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  };

  before(async function () {
    if (process.platform === 'win32') return this.skip();
    const { serviceAccountId } = await prepare('programs that keep');
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'kept' });
    folder = mkdtempSync(path.join(tmpdir(), 'keyrail-box-'));
    write(script(folder));
    await setPrograms({
      box: {
        title: 'Box',
        program: path.join(folder, 'box'),
        questions: [{ name: 'name', title: 'Name' }],
        put: { args: ['put', '{name}'] },
        get: { args: ['get', '{name}'] },
        remove: { args: ['remove', '{name}'] },
        says: { none: 'nothing there' },
      },
    });
    await setAutomation(false);
  });
  after(async () => {
    await setAutomation(true);
    await setPrograms(undefined);
    rmSync(folder, { recursive: true, force: true });
    await run('revokeKey', { keyId: key.keyId });
  });

  it('is not started before the person has said yes', async () => {
    const person = watchPerson('Something Else');
    try {
      await assert.rejects(put('theirs'), /Cancelled/);
      const [question = ''] = person.asked();
      assert.match(question, /Put the secret of kept into box: theirs\?/);
      assert.ok(question.includes(`${path.join(folder, 'box')} put theirs`), question);
      assert.match(question, /Local control plane/);
      assert.equal(ran(), '');
    } finally {
      person.dispose();
    }
  });

  it('gets it once the person has, is read back, and is a place of the key', async () => {
    const person = watchPerson('Put It There');
    try {
      assert.equal((await put('theirs')).state, 'current');
      assert.match(
        person.told().join('\n'),
        /box: theirs has the secret of kept: it was read back/,
      );
    } finally {
      person.dispose();
    }
    const kept = readFileSync(path.join(folder, 'theirs'), 'utf8');
    assert.ok(kept.startsWith(key.keyPrefix));
    assert.doesNotMatch(ran(), new RegExp(key.keyPrefix));
    const { places } = await run<{ places: { kind: string; where: string; state: string }[] }>(
      'whereIsIt',
      { keyId: key.keyId },
    );
    assert.ok(
      places.some(({ kind, state }) => kind === 'program' && state === 'current'),
      JSON.stringify(places),
    );
  });

  it('asks whoever calls with arguments again, however often it was agreed to', async () => {
    const person = watchPerson('Something Else');
    const before = ran();
    try {
      await assert.rejects(run('updatePlace', place()), /Cancelled/);
      await assert.rejects(run('removePlace', place()), /Cancelled/);
      await assert.rejects(put('theirs'), /Cancelled/);
      assert.equal(person.asked().length, 3);
      assert.equal(ran(), before);
    } finally {
      person.dispose();
    }
  });

  it('says in the question that it has become another file', async () => {
    write(`${script(folder)}# of today\n`);
    const person = watchPerson('Something Else');
    try {
      await assert.rejects(put('theirs'), /Cancelled/);
      assert.match(person.asked().join('\n'), /The program is not the one that you agreed to/);
    } finally {
      person.dispose();
    }
  });

  it('leaves what somebody else has put there', async () => {
    writeFileSync(path.join(folder, 'theirs'), 'something else');
    const person = watchPerson('Put It There');
    try {
      await assert.rejects(run('updatePlace', place()), /somebody else changed it/);
      assert.equal(readFileSync(path.join(folder, 'theirs'), 'utf8'), 'something else');
      await run('updatePlace', { ...place(), overwrite: true });
      assert.ok(readFileSync(path.join(folder, 'theirs'), 'utf8').startsWith(key.keyPrefix));
    } finally {
      person.dispose();
    }
  });

  it('forgets it when the person removes the place', async () => {
    const person = watchPerson('Remove Secret');
    try {
      assert.deepEqual(await run('removePlace', place()), { ...place(), removed: true });
    } finally {
      person.dispose();
    }
    assert.equal(existsSync(path.join(folder, 'theirs')), false);
    await assert.rejects(run('removePlace', place()), /No program keeps a secret/);
  });

  it('is asked about for each connection where new secrets are to go there as well', async () => {
    const setting = { '*': { recipe: 'own:box', answers: { name: '{key}' } } };
    const setKeepAlsoIn = (value: unknown) =>
      workspace.getConfiguration('keyrail').update('keepAlsoIn', value, ConfigurationTarget.Global);
    const state = new Map<string, unknown>();
    const keyPrograms = await createKeyPrograms(
      path.join(folder, 'empty'),
      {
        get: <T>(name: string, fallback?: T) => (state.get(name) ?? fallback) as T,
        update: async (name: string, value: unknown) => void state.set(name, value),
      },
      { info: () => undefined },
    );
    const connection = (id: string, name: string, production: boolean) =>
      ({ id, name, production }) as Connection;
    const [here, live] = [connection('1', 'Here', false), connection('2', 'Live', true)];
    await setKeepAlsoIn(setting);
    const asks = async (answer: string, of: Connection) => {
      const person = watchPerson(answer);
      try {
        const places = await askKeepAlsoIn(keyPrograms, of).catch((error: unknown) => {
          assert.match(String(error), /Cancelled/);
        });
        return { places, asked: person.asked() };
      } finally {
        person.dispose();
      }
    };
    try {
      const first = await asks('Keep There as Well', here);
      assert.match(first.asked.join(), /^Keep every new secret of Here in box: KEY as well\?/);
      assert.ok(first.asked.join().includes(`${path.join(folder, 'box')} put KEY`));
      assert.deepEqual(first.places, [{ kind: 'program', ...setting['*'] }]);
      assert.deepEqual((await asks('Something Else', here)).asked, []);
      // The same entry of the setting, and another connection, which is production.
      const declined = await asks('Something Else', live);
      assert.match(declined.asked.join(), /^Keep every new secret of production Live in box/);
      assert.equal(declined.places, undefined);
      assert.deepEqual((await asks('Keep There as Well', live)).places, first.places);
      assert.deepEqual((await asks('Something Else', live)).asked, []);
      write(`${script(folder)}# another day\n`);
      assert.match(
        (await asks('Something Else', here)).asked.join(),
        /is not the one that you agreed/,
      );
      assert.doesNotMatch(ran(), /KEY/);
    } finally {
      keyPrograms.dispose();
      await setKeepAlsoIn(undefined);
    }
  });

  it('is told where a recipe of the person’s own is none, with the setting beside it', async () => {
    await setPrograms({ box: { title: 'Box', program: 'box', questions: [], put: { args: 1 } } });
    // Of the lists that are offered, the first is of keys.
    const person = watchPerson(undefined, (rows) => rows.find(({ label }) => label === 'kept'));
    try {
      await commands.executeCommand('keyrail.putIntoProgram');
      const told = person.told().join('\n');
      assert.match(told, /A recipe in keyrail\.programs cannot be used\. box\.put\.args: /);
    } finally {
      person.dispose();
    }
  });
});
