import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { KeyNotes } from './keyNotes.ts';
import type { KeyRow } from './snapshot.ts';

/**
 * The live key that took a key's place, by the line that rotations drew. Another key that only has the
 * same name is none: anybody may give a name. `undefined` where the line ends, or leads to several.
 */
export function successorOf(
  keyId: string,
  rows: readonly KeyRow[],
  keyNotes: Pick<KeyNotes, 'successors'>,
): KeyRow | undefined {
  const live = rows.filter(({ status }) => isUsable(status));
  const ofKey = (id: string) => {
    const later = keyNotes.successors(id);
    return live.filter(({ key }) => later.has(key.api_key_id));
  };
  // A successor that has been replaced as well, and waits for its end, is not where the line ends.
  const ends = ofKey(keyId).filter(({ key }) => ofKey(key.api_key_id).length === 0);
  return ends.length === 1 ? ends[0] : undefined;
}
