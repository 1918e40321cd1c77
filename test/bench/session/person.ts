import { keyrail } from './extensions.ts';
import type { Install } from './extensions.ts';
import type { Companion } from './companion.ts';
import { openBenchSession, type BenchSession } from './benchSession.ts';

/** What a command took and answered, as the companion saw it. */
export interface Ran {
  readonly ms: number;
  readonly value: unknown;
}

/** A VS Code with Keyrail, connected to its own control plane that has `keys` keys. */
export async function openPersonsSession(
  others: readonly Install[],
  keys: number,
  options: { settings?: Record<string, unknown> } = {},
): Promise<{ session: BenchSession; first: Companion }> {
  const session = await openBenchSession([keyrail, ...others], options);
  try {
    const first = await session.visit();
    await makeKeys(first, keys);
    return { session, first };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** Connects Keyrail to its own control plane, in which `keys` keys are made. */
export async function makeKeys(here: Companion, keys: number): Promise<void> {
  const run = (id: string, given: object) => here.ask<Ran>('command', id, given);
  await run('keyrail.connect', { kind: 'local' });
  await run('keyrail.bootstrapWorkspace', {});
  await run('keyrail.createServiceAccount', { name: 'bench' });
  for (let count = 0; count < keys; count++) {
    await run('keyrail.createKey', { scope: ['runs:write'], name: `key ${count}` });
  }
}
