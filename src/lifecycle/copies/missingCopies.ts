import { tellOnce } from '../notices/tellOnce.ts';
import type { Ports } from '../model/ports.ts';
import type { CheckPersistence } from '../storage/canary.ts';
import type { Copies, Marker, MissingCopies } from './copies.ts';
import { VaultError } from '../storage/checkedVault.ts';

/**
 * Which local copies the vault has lost, told from the markers; `copies` remembers them. The canary is asked
 * first: reading a locked store can make it delete what it cannot decrypt, so nothing else is read from one.
 */
export async function findMissingCopies(
  copies: Copies,
  checkPersistence: CheckPersistence,
): Promise<MissingCopies> {
  if ((await checkPersistence()) === 'unavailable') return { kind: 'unknown' };
  const missing: Marker[] = [];
  try {
    for (const marker of await copies.held()) {
      if (!(await copies.read(marker.connectionId, marker.keyId))) missing.push(marker);
    }
    for (const marker of missing) copies.noteLost(marker);
  } catch (error) {
    if (error instanceof VaultError) return { kind: 'unknown' };
    throw error;
  }
  return { kind: 'known', missing };
}

/** Tells the person of copies that are gone, once for each loss and in one of the windows. */
export async function tellMissing(
  ports: Ports,
  missing: readonly Pick<Marker, 'keyId' | 'storedAt'>[],
): Promise<void> {
  const lost = new Map(missing.map(({ keyId, storedAt }) => [`${keyId} ${storedAt}`, keyId]));
  await tellOnce(ports, [...lost.keys()], (news) => {
    const keyIds = news.flatMap((name) => lost.get(name) ?? []);
    ports.notify({ kind: 'copies-missing', keyIds });
  });
}
