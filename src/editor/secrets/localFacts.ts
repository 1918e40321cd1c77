import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KnownFacts } from './readLocalFacts.ts';

/** What this machine knows of keys, read from files once and then answered from memory. */
export interface LocalFacts extends KnownFacts {
  reload(): Promise<void>;
}

/**
 * Knows nothing before the first `reload`.
 * @param placeOf where this window is on a connection, also while its control plane does not answer
 */
export function createLocalFacts(
  lifecycle: () => Promise<LifecycleContext>,
  placeOf: (connectionId: string) => string | undefined,
): LocalFacts {
  let known: KnownFacts | undefined;
  return {
    hasCopy: (...key) => known?.hasCopy(...key) ?? false,
    isCopyLost: (...key) => known?.isCopyLost(...key) ?? false,
    placements: (...key) => known?.placements(...key) ?? [],
    inEnv: (...key) => known?.inEnv(...key) ?? false,
    retiring: (...key) => known?.retiring(...key),
    scopeUse: (...key) => known?.scopeUse(...key),
    lent: (...key) => known?.lent(...key),
    waits: (...key) => known?.waits(...key),
    get pending() {
      return known?.pending ?? [];
    },
    waitingLine: (connectionId, workspaceId) =>
      known?.waitingLine(
        connectionId,
        workspaceId ?? (connectionId === undefined ? undefined : placeOf(connectionId)),
      ) ?? '',
    get leftovers() {
      return known?.leftovers ?? [];
    },
    async reload() {
      const { readLocalFacts } = await import('../onRead.ts');
      known = await readLocalFacts(await lifecycle());
    },
  };
}
