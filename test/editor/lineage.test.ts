import assert from 'node:assert/strict';
import { createKeyNotes } from '../../src/editor/keys/keyNotes.ts';
import { buildRows } from '../../src/editor/keys/keyRows.ts';
import { successorOf } from '../../src/editor/keys/successor.ts';
import { createConsents } from '../../src/editor/references/injectConsent.ts';
import { manyKeys } from '../bench/manyKeys.ts';
import { someFacts } from '../fixtures/someFacts.ts';

function memory() {
  const entries = new Map<string, unknown>();
  return {
    keys: () => [...entries.keys()],
    get: <T>(key: string, usual?: T) => (entries.get(key) ?? usual) as T,
    update: async (key: string, value: unknown) => void entries.set(key, value),
    setKeysForSync: () => undefined,
  };
}

describe('the consent for a launch, and the key that takes over', () => {
  const start = { folder: 'file:///app', connectionId: 'c', variable: 'KEY', digest: 'd' };

  it('follows the line of succession, and no name', async () => {
    const notes = createKeyNotes(memory());
    const consents = createConsents(memory());
    await notes.change('first', { name: 'ci' });
    await consents.give({ ...start, keyId: 'first', label: 'ci', what: 'launch “Run”' });
    await notes.carry('first', 'second');
    await notes.carry('second', 'third');
    // As a person may, or a folder's author may have them do.
    await notes.change('foreign', { name: 'ci' });
    const has = (keyId: string) => consents.has({ ...start, lineage: notes.lineage(keyId) });
    assert.deepEqual(notes.lineage('third'), ['third', 'second', 'first']);
    assert.equal(notes.get('third').name, 'ci');
    assert.deepEqual(['first', 'second', 'third', 'foreign'].map(has), [true, true, true, false]);
    notes.dispose();
  });

  it('ends the line where a note leads back', async () => {
    const notes = createKeyNotes(memory());
    await notes.carry('a', 'b');
    await notes.carry('b', 'a');
    assert.deepEqual(notes.lineage('a'), ['a', 'b']);
    notes.dispose();
  });
});

describe('the key that took the place of another', () => {
  const made = manyKeys(5);
  const [d = '', c = '', b = '', a = ''] = made.map(({ api_key_id: id }) => id);
  const rowsWithout = (...revoked: readonly string[]) => {
    const keys = made.map((key) =>
      revoked.includes(key.api_key_id) ? { ...key, status: 'revoked' as const } : key,
    );
    // All have one name, which tells nothing.
    const facts = someFacts(Object.fromEntries(made.map(({ api_key_id: id }) => [id, 'ci'])));
    return buildRows({ keys, accounts: [], detail: { members: [] } }, facts).keys;
  };
  const notesOf = async (...line: readonly (readonly [string, string])[]) => {
    const notes = createKeyNotes(memory());
    for (const [from, to] of line) await notes.carry(from, to);
    return notes;
  };
  const found = async (
    line: readonly (readonly [string, string])[],
    ...revoked: readonly string[]
  ) => successorOf(a, rowsWithout(...revoked), await notesOf(...line))?.key.api_key_id;

  it('is none that has only its name and is newer', async () => {
    assert.equal(await found([], b, c), undefined);
  });

  it('is the last of the line, also where one between was ended or waits for its end', async () => {
    const line = [
      [a, b],
      [b, c],
    ] as const;
    assert.equal(await found(line), c);
    assert.equal(await found(line, a, b), c);
    assert.equal(await found(line, a, c), b);
    assert.equal(await found(line, a, b, c), undefined);
  });

  it('is not guessed where the line leads to several', async () => {
    const line = [
      [a, b],
      [a, d],
    ] as const;
    assert.equal(await found(line), undefined);
    assert.equal(await found(line, b), d);
  });
});
