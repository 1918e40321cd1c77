import type { Pending } from '../../lifecycle/steps/pending.ts';
import type { LastUse } from '../../lifecycle/ledger/ledger.ts';
import { rowOfKey, type Snapshot } from './snapshot.ts';

/** When both keys of a rotation were last used, as the list says. */
export function lastUseOf(
  snapshot: Snapshot,
  { oldKeyId, newKeyId }: Pick<Pending, 'oldKeyId' | 'newKeyId'>,
): LastUse {
  const used = (keyId: string | null) =>
    keyId === null ? null : (rowOfKey(snapshot, keyId)?.key.last_used_at ?? null);
  return { old: used(oldKeyId), next: used(newKeyId) };
}
