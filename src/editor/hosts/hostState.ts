import type { Memento } from 'vscode';
import type { Host } from './host.ts';
import { ownedName } from './ownedNames.ts';

/**
 * State that the client keeps for one host, by names that say so. A host that was used before names did
 * begins with what all of them shared then, which stays for those that were not opened since.
 */
export function createHostState(
  globalState: Pick<Memento, 'get' | 'update'>,
  { id, wasHere }: Host,
  inherited: readonly string[],
): Pick<Memento, 'get' | 'update'> {
  for (const key of inherited) {
    const before = globalState.get(key);
    const isNew = globalState.get(ownedName(id, key)) === undefined;
    if (wasHere && isNew && before !== undefined)
      void globalState.update(ownedName(id, key), before);
  }
  return {
    // The client's state answers with what was written last, also before that is on its disk.
    get: <T>(key: string, otherwise?: T) => globalState.get<T>(ownedName(id, key)) ?? otherwise,
    update: (key: string, value: unknown) => globalState.update(ownedName(id, key), value),
  };
}
