import { t } from '@vscode/l10n';
import type { Memento, SecretStorage } from 'vscode';
import { hostNotes, type HostNote } from './host.ts';
import { ownerOf } from './ownedNames.ts';

/** What the client keeps that is not of this host. */
export interface OthersHave {
  readonly copies: number;
  readonly connections: number;
  /** In words; those of before names said whose they are have none. */
  readonly hosts: readonly string[];
}

/**
 * @param stored the names of all secrets of the client
 * @param isOurs whether a name of before is this host's, by what lies in its folder
 */
export function othersHave(
  stored: readonly string[],
  globalState: Pick<Memento, 'get' | 'keys'>,
  hostId: string,
  isOurs: (name: string) => boolean,
): OthersHave {
  const notes = hostNotes(globalState);
  const hosts = new Set<string>();
  const copies = new Set<string>();
  for (const each of stored) {
    const owner = ownerOf(each);
    const name = owner?.name ?? each;
    if (owner?.hostId === hostId || !name.startsWith('copy:')) continue;
    if (!owner && isOurs(name)) continue;
    copies.add(name);
    if (owner) hosts.add(hostText(notes.get(owner.hostId)));
  }
  const connections = new Set<string>();
  for (const key of globalState.keys()) {
    const owner = ownerOf(key);
    if (owner?.hostId === hostId || (owner?.name ?? key) !== 'connections') continue;
    // `as`: nobody but `connections.ts` writes it.
    for (const { id } of globalState.get<readonly { readonly id: string }[]>(key, [])) {
      connections.add(`${owner?.hostId ?? ''} ${id}`);
      if (owner) hosts.add(hostText(notes.get(owner.hostId)));
    }
  }
  return { copies: copies.size, connections: connections.size, hosts: [...hosts] };
}

/** Removes what others have, with what is left of before names said whose they are. */
export async function forgetOthers(
  secrets: Pick<SecretStorage, 'delete' | 'keys'>,
  globalState: Pick<Memento, 'keys' | 'update'>,
  hostId: string,
): Promise<void> {
  const isOurs = (stored: string) => ownerOf(stored)?.hostId === hostId;
  for (const name of await secrets.keys()) if (!isOurs(name)) await secrets.delete(name);
  for (const key of globalState.keys()) {
    const isShared = key === 'connections' || key === 'connection';
    if (isShared || (ownerOf(key) && !isOurs(key))) await globalState.update(key, undefined);
  }
}

function hostText(note: HostNote | undefined): string {
  if (!note) return t('a host that is not known any more');
  return note.remote === '' ? note.hostname : `${note.remote} ${note.hostname}`;
}
