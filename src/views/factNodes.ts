import { keyFactLines } from '../domain/keys/keyFactLines.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';

/** One thing that is known of a key; stands below its row. */
export interface FactNode {
  readonly node: 'fact';
  readonly id: string;
  readonly keyId: string;
  readonly name: string;
  readonly value: string;
  /** The place of its value that it tells of, as it is described to a person. */
  readonly place: string | undefined;
  readonly needsHand: boolean;
}

export function factsBelow(parentId: string, keyId: string, row: KeyRow, now: Date): FactNode[] {
  return keyFactLines(row, now).map(({ name, value, place, needsHand }) => ({
    node: 'fact',
    id: `${parentId}/fact:${place ?? name}`,
    keyId,
    name,
    value,
    place,
    needsHand: needsHand ?? false,
  }));
}
