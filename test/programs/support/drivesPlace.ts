import assert from 'node:assert/strict';
import type { ProgramPlace } from '../../../src/programs/programPlace.ts';
import type { Person } from './person.ts';
import { newSecret } from './secrets.ts';
import { withoutTraces } from './watchTraces.ts';

/**
 * Nothing there, put, get, put another one, get, remove, nothing there, remove again: with a program that gives values back.
 * No value stands in a process or a file meanwhile.
 */
export async function drivesReadablePlace(person: Person, place: ProgramPlace): Promise<void> {
  const { programs, home } = person;
  await person.agree(place);
  const [first, second] = [newSecret(), newSecret()];
  await withoutTraces({ secrets: [first, second], folder: home }, async () => {
    assert.deepEqual(await programs.get(place), { kind: 'none' });
    for (const secret of [first, second]) {
      assert.deepEqual(await programs.put(place, secret), { kind: 'stored' });
      const reading = await programs.get(place);
      assert.ok(reading.kind === 'value', JSON.stringify(reading));
      assert.ok(reading.secret.equals(secret));
    }
    assert.deepEqual(await programs.remove(place), { kind: 'stored' });
    assert.deepEqual(await programs.get(place), { kind: 'none' });
    assert.deepEqual(await programs.remove(place), { kind: 'stored' });
  });
}
