import { t } from '@vscode/l10n';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { importCopy } from '../../lifecycle/protocols/localCopies.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { vaultNames } from '../../lifecycle/storage/vaultNames.ts';
import { notify } from '../notify.ts';
import type { Disposable } from '../disposables.ts';
import type { KeyList } from '../keys/keyList.ts';
import { atOf } from '../keys/snapshot.ts';
import type { Log } from '../log.ts';
import type { LocalFacts } from './localFacts.ts';
import type { EditorVault } from './vault.ts';

interface AdoptParts {
  readonly keyList: KeyList;
  readonly localFacts: Pick<LocalFacts, 'pending'>;
  readonly vault: Pick<EditorVault, 'names' | 'get'>;
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly log: Log;
}

/**
 * Looks once in each control-plane workspace for keys whose secret the client still keeps for this host,
 * of which its folder knows nothing: that was lost, as with a container that was built anew.
 */
export function watchLostFolder(parts: AdoptParts): Disposable {
  const { keyList, log } = parts;
  const seen = new Set<string>();
  const look = () => {
    const { context, freshness } = keyList.snapshot;
    if (!context || freshness.kind !== 'fresh') return;
    const place = `${context.connection.id} ${context.workspaceId}`;
    if (seen.has(place)) return;
    seen.add(place);
    adoptCopies(parts).catch((error: unknown) => {
      seen.delete(place);
      log.error('Secrets that this editor still keeps could not be looked for.', error);
    });
  };
  look();
  return keyList.onDidRefresh(look);
}

/** @returns how many were found */
export async function adoptCopies({
  keyList,
  localFacts,
  vault,
  lifecycle,
  log,
}: AdoptParts): Promise<number> {
  const { context, keys } = keyList.snapshot;
  // What an operation stores it marks itself, a moment later.
  if (!context || localFacts.pending.length > 0) return 0;
  const at = atOf(context);
  const names = new Set(await vault.names());
  const nameOf = (keyId: string) => vaultNames.copy(at.connectionId, keyId);
  const kept = keys.filter(
    ({ key, status, hasCopy }) => !hasCopy && isUsable(status) && names.has(nameOf(key.api_key_id)),
  );
  if (kept.length === 0) return 0;
  const opened = await lifecycle();
  let adopted = 0;
  for (const { key } of kept) {
    // One that was let go on purpose has a marker, and no secret.
    if (await opened.copies.marker(at.connectionId, key.api_key_id)) continue;
    const secret = await vault.get(nameOf(key.api_key_id));
    if (secret && (await importCopy(opened, { ...at, key }, secret)) === 'imported') adopted++;
  }
  if (adopted === 0) return 0;
  log.info(`Adopted ${adopted} secrets that this editor still kept for this host.`);
  await keyList.refresh();
  void notify.info(
    adopted === 1
      ? t(
          'Keyrail’s folder on this host was gone. The secret of 1 key, which this editor still had, is used again.',
        )
      : t(
          'Keyrail’s folder on this host was gone. The secrets of {0} keys, which this editor still had, are used again.',
          adopted,
        ),
  );
  return adopted;
}
