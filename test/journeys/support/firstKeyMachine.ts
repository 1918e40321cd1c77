import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFirstKey } from '../makeKey.ts';
import { journalAtRest } from './racing.ts';
import { openSession } from './session.ts';

/**
 * A machine on which a person has set up the local control plane and made the key `first run`, for
 * journeys that begin there. Made by gestures, once in a run, by the first journey that needs it.
 *
 * @returns the folder that `SessionOptions.machine` takes
 */
export async function firstKeyMachine(): Promise<string> {
  const place = process.env['KEYRAIL_MACHINES'];
  if (place === undefined) throw new Error('Journeys are run by test/journeys/run.ts.');
  const made = path.join(place, 'first-key');
  if (existsSync(made)) return made;
  const aside = await mkdtemp(path.join(place, 'making-'));
  const session = await openSession({ name: 'prepared' });
  try {
    await makeFirstKey(session);
    // Its last step waits until the editor has written the secret down; interrupted, each copy would tell of it.
    await journalAtRest(path.dirname(session.folder));
    await session.saveMachine(aside);
  } finally {
    await session.dispose();
  }
  await rename(aside, made).catch(async (error: unknown) => {
    // The other lane was faster; what it made is as good.
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(made)) throw error;
  });
  return made;
}
