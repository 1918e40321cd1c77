import { join } from 'node:path';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { vaultNames } from '../../lifecycle/storage/vaultNames.ts';
import type { Connections } from '../connection/connections.ts';

/**
 * Which secrets are this host's, by what lies in its folder: the copies that it marked, what its journal
 * and canary are sealed and planted with, the key of its digests, and the header values of its connections.
 */
export async function ourNames(
  { ports, copies, journal }: LifecycleContext,
  connections: Pick<Connections, 'list'>,
): Promise<(name: string) => boolean> {
  const { disk, folder } = ports;
  const [held, { entries }, escrow, canary, digests] = await Promise.all([
    copies.held(),
    journal.find(),
    disk.read(join(folder, 'escrow')),
    disk.read(join(folder, 'canary')),
    disk.list(join(folder, 'not-secret')),
  ]);
  const sealed = JSON.stringify(entries.map((entry) => entry.sealed));
  const names = new Set([
    ...held.map(({ connectionId, keyId }) => vaultNames.copy(connectionId, keyId)),
    vaultNames.escrow(escrow ?? ''),
    vaultNames.canary(canary?.split('\n')[0] ?? ''),
    ...(digests.length > 0 ? [vaultNames.dismissals()] : []),
  ]);
  const headers = connections.list().map(({ id }) => `connection:${id}:`);
  const escrows = vaultNames.escrow('');
  return (name) =>
    names.has(name) ||
    (name.startsWith(escrows) && sealed.includes(name.slice(escrows.length))) ||
    headers.some((start) => name.startsWith(start));
}
