import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { Pending } from '../../lifecycle/journal/pending.ts';
import type { KeyRow } from './snapshot.ts';

/**
 * The key that takes a key's place: the new one of an overlap that is under way, else the only live one
 * of its name that was made later, since a rotation carries the name over.
 */
export function successorOf(
  { key, name }: KeyRow,
  rows: readonly KeyRow[],
  pending: readonly Pending[],
): KeyRow | undefined {
  const id = key.api_key_id;
  const entry = pending.find(({ step, oldKeyId }) => step === 'retiring' && oldKeyId === id);
  const next = rows.find((row) => row.key.api_key_id === entry?.newKeyId);
  if (next) return next;
  const later = rows.filter(
    (row) =>
      name !== undefined &&
      row.name === name &&
      row.key.api_key_id !== id &&
      isUsable(row.status) &&
      Date.parse(row.key.created_at) > Date.parse(key.created_at),
  );
  return later.length === 1 ? later[0] : undefined;
}
