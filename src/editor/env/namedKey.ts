import { t } from '@vscode/l10n';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Connections } from '../connection/connections.ts';
import type { KeyNotes } from '../keys/keyNotes.ts';
import type { KeyList } from '../keys/keyList.ts';

/** What the names of keys and connections are known from. */
export interface NameParts {
  readonly connections: Pick<Connections, 'list'>;
  readonly keyNotes: Pick<KeyNotes, 'all'>;
  readonly keyList: Pick<KeyList, 'snapshot'>;
}

/** A key with its connection, as a question names them. */
export interface NamedKey {
  /** `“Prod” of production Acme` */
  readonly name: string;
  /** The connection's name where that is a production one. */
  readonly production: string | undefined;
}

export interface KeyOfConnection {
  readonly connectionId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
}

/** Names a key of any connection of this machine. */
export function namedKey({ connections, keyNotes }: NameParts, key: KeyOfConnection): NamedKey {
  const label = noteLabel(keyNotes.all(), key.keyId, key.keyPrefix);
  const connection = connections.list().find(({ id }) => id === key.connectionId);
  if (!connection) {
    return { name: t('“{0}” of a removed connection', label), production: undefined };
  }
  return connection.production
    ? { name: t('“{0}” of production {1}', label, connection.name), production: connection.name }
    : { name: t('“{0}” of {1}', label, connection.name), production: undefined };
}

/**
 * The name that the person gave the key, if it is of that one only; what another connection lists is not
 * known here. @param otherwise what tells it apart without a name, and from its namesakes
 */
export function noteLabel(
  notes: ReturnType<KeyNotes['all']>,
  keyId: string,
  otherwise: string,
): string {
  const name = notes.get(keyId)?.name;
  if (name === undefined) return otherwise;
  const isNamesake = [...notes].some(([id, note]) => id !== keyId && note.name === name);
  return isNamesake ? t('{0} ({1})', name, otherwise) : name;
}

/**
 * The key whose secret this is: one that this machine keeps or kept, of any connection, or one that the
 * current connection lists. `undefined` where it is nobody's that is known.
 */
export async function ownerOf(
  { keyList }: NameParts,
  lifecycle: () => Promise<LifecycleContext>,
  secret: Secret,
): Promise<KeyOfConnection | undefined> {
  const kept = await (await lifecycle()).copies.whose(secret);
  if (kept) return kept;
  const { connection, keys } = keyList.snapshot;
  const listed = keys.find(({ key }) => key.key_prefix === secret.keyPrefix)?.key;
  if (!connection || !listed) return undefined;
  return {
    connectionId: connection.id,
    keyId: listed.api_key_id,
    keyPrefix: listed.key_prefix,
  };
}
