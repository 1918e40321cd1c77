import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KnownFacts } from './readLocalFacts.ts';

/** What this machine knows of keys, read from files once and then answered from memory. */
export interface LocalFacts extends KnownFacts {
  reload(): Promise<void>;
}

/** Knows nothing before the first `reload`. */
export function createLocalFacts(lifecycle: () => Promise<LifecycleContext>): LocalFacts {
  let known: KnownFacts | undefined;
  return {
    hasCopy: (...key) => known?.hasCopy(...key) ?? false,
    placements: (...key) => known?.placements(...key) ?? [],
    inEnv: (...key) => known?.inEnv(...key) ?? false,
    retiring: (...key) => known?.retiring(...key),
    scopeUse: (...key) => known?.scopeUse(...key),
    lent: (...key) => known?.lent(...key),
    get pending() {
      return known?.pending ?? [];
    },
    waitingLine: (...where) => known?.waitingLine(...where) ?? '',
    get leftovers() {
      return known?.leftovers ?? [];
    },
    async reload() {
      const { readLocalFacts } = await import('../onUse.ts');
      known = await readLocalFacts(await lifecycle());
    },
  };
}
