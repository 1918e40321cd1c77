import assert from 'node:assert/strict';
import { createKeyNotes } from '../../src/editor/keys/keyNotes.ts';
import { createConsents } from '../../src/editor/references/injectConsent.ts';

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
    await notes.change('stranger', { name: 'ci' });
    const has = (keyId: string) => consents.has({ ...start, lineage: notes.lineage(keyId) });
    assert.deepEqual(notes.lineage('third'), ['third', 'second', 'first']);
    assert.equal(notes.get('third').name, 'ci');
    assert.deepEqual(['first', 'second', 'third', 'stranger'].map(has), [true, true, true, false]);
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
