import type { SecretStorage } from 'vscode';
import { isOneHosts, ownedName, ownerOf } from './ownedNames.ts';

export interface CarryParts {
  readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>;
  readonly hostId: string;
  /** Names this run of the application: what it stored may be in its memory alone. */
  readonly session: string;
  /** Whether this host has a secret of that name, by what lies in its folder. */
  readonly isOurs: (name: string) => boolean;
  /** In which run names were carried over last; kept in the host's folder. */
  readonly carriedIn: {
    get(): Promise<string | undefined>;
    set(session: string): Promise<void>;
  };
}

/**
 * Carries secrets from names of before to names that say whose they are. The old name of one goes only in
 * a later run of the application, which has found the new one: whatever ends this window on the way, and
 * wherever secrets are forgotten, one of the two is there. What all hosts shared keeps its old name as
 * well; and where two hosts had the same, the second finds it under the name of the first.
 */
export async function carryNames({
  secrets,
  hostId,
  session,
  isOurs,
  carriedIn,
}: CarryParts): Promise<void> {
  const stored = await secrets.keys();
  const own = new Set(stored.filter((each) => ownerOf(each)?.hostId === hostId));
  const carried = await carriedIn.get();
  const isLater = carried !== undefined && carried !== session;
  let isNew = false;
  // Those of before come first: of two values theirs is the one that this host has used.
  for (const each of stored.toSorted((a, b) => Number(!!ownerOf(a)) - Number(!!ownerOf(b)))) {
    const owner = ownerOf(each);
    const name = owner?.name ?? each;
    if (owner?.hostId === hostId || !isOurs(name)) continue;
    const ownName = ownedName(hostId, name);
    if (!own.has(ownName)) {
      const value = await secrets.get(each);
      if (value === undefined) continue;
      await secrets.store(ownName, value);
      own.add(ownName);
      isNew = true;
    } else if (!owner && isLater && isOneHosts(name)) {
      if ((await secrets.get(ownName)) !== undefined) await secrets.delete(each);
    }
  }
  if (isNew) await carriedIn.set(session);
}
