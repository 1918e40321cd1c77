import type { Secret } from '../../domain/secrets/secret.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { removeCanary } from '../storage/canary.ts';
import type { Marker } from '../copies/copies.ts';
import { record } from '../steps/ledgerNote.ts';
import type { LifecycleContext } from '../context.ts';

/** Which key of which connection. */
export interface KeyAt {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly key: Pick<ApiKey, 'api_key_id' | 'key_prefix'>;
}

/** Keeps a secret that the person already had. `other-key`: it is not this key's. @throws VaultError */
export async function importCopy(
  lifecycle: LifecycleContext,
  { connectionId, workspaceId, key }: KeyAt,
  secret: Secret,
): Promise<'imported' | 'other-key'> {
  if (secret.keyPrefix !== key.key_prefix) return 'other-key';
  const keyId = key.api_key_id;
  const keyPrefix = key.key_prefix;
  const copy = { connectionId, workspaceId, keyId, keyPrefix, operationId: null };
  await lifecycle.copies.keep(copy, secret);
  await record(lifecycle, { kind: 'import', ...copy });
  return 'imported';
}

/** Removes the local copy of a key; the key itself lives on. @throws VaultError */
export async function forgetCopy(
  lifecycle: LifecycleContext,
  { connectionId, workspaceId, key }: KeyAt,
): Promise<void> {
  const keyId = key.api_key_id;
  await lifecycle.copies.letGo(connectionId, keyId);
  await record(lifecycle, {
    kind: 'forget',
    connectionId,
    workspaceId,
    keyId,
    keyPrefix: key.key_prefix,
  });
}

/**
 * Removes every local copy and Keyrail's own entries from the vault. Refused while the journal
 * still holds a sealed secret, which could then never be opened again. @throws VaultError
 */
export async function forgetEverything(
  lifecycle: LifecycleContext,
): Promise<{ readonly kind: 'forgotten'; readonly copies: readonly Marker[] } | 'under-way'> {
  const { entries } = await lifecycle.journal.find();
  if (entries.some(({ sealed }) => sealed !== null)) return 'under-way';
  const copies = await lifecycle.copies.held();
  for (const { connectionId, workspaceId, keyId, keyPrefix } of copies) {
    const key = { api_key_id: keyId, key_prefix: keyPrefix };
    await forgetCopy(lifecycle, { connectionId, workspaceId, key });
  }
  await removeCanary(lifecycle.ports, lifecycle.strongbox);
  await lifecycle.strongbox.dissolve();
  return { kind: 'forgotten', copies };
}
