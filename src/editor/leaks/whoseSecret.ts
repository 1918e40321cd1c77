import type { LeakOwner } from '../../domain/leaks/judge.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KeyRow, Snapshot } from '../keys/snapshot.ts';

/** What is asked of the lifecycle context. */
export type OwnerCopies = Pick<LifecycleContext, 'copies'>;

/**
 * Whose value this is: by fingerprint where this machine has or had a copy. Where it never had one, the
 * `key_prefix` among the keys that are shown says only what the value is like, for a server lists what it
 * likes. A value that differs from the copy of the key that it begins like is not that key's.
 */
export async function whoseSecret(
  { copies }: OwnerCopies,
  { connection, keys }: Pick<Snapshot, 'connection' | 'keys'>,
  secret: Secret,
): Promise<LeakOwner> {
  const { keyPrefix } = secret;
  const marker = await copies.whose(secret);
  if (marker) {
    const row =
      marker.connectionId === connection?.id
        ? keys.find(({ key }) => key.api_key_id === marker.keyId)
        : undefined;
    return row ? { kind: 'own', ...factsOf(row) } : { kind: 'elsewhere', keyPrefix };
  }
  const row = keys.find(({ key }) => key.key_prefix === keyPrefix);
  if (!row || !connection) return { kind: 'unknown', keyPrefix };
  const copy = await copies.marker(connection.id, row.key.api_key_id);
  return copy ? { kind: 'unknown', keyPrefix } : { kind: 'alike', ...factsOf(row) };
}

const factsOf = (row: KeyRow) => ({
  keyId: row.key.api_key_id,
  label: row.name ?? row.key.key_prefix,
  keyPrefix: row.key.key_prefix,
  status: row.status,
});
