import { isPast } from '../domain/keys/endedKeys.ts';
import { plannedEndOf } from '../domain/keys/keyRow.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';

/** By the id of the key that has replaced them: keys that still work and wait for their end. */
export type Predecessors = ReadonlyMap<string, readonly KeyRow[]>;

const none: Predecessors = new Map();

/**
 * Takes the keys that wait for their end out of the list, to stand below the ones that have replaced
 * them. One whose successor is over, or not listed, as a filter may have it, stays where it is: a key that
 * works is never folded away below one that does not.
 */
export function foldPredecessors(rows: readonly KeyRow[]): {
  readonly heads: readonly KeyRow[];
  readonly before: Predecessors;
} {
  // Hardly ever there is one, and a list of ten thousand is then not gone through again.
  const replaced = rows.filter((row) => plannedEndOf(row) !== undefined);
  if (replaced.length === 0) return { heads: rows, before: none };
  const living = rows.filter((row) => !isPast(row));
  const listed = new Set(living.map(({ key }) => key.api_key_id));
  const below = replaced.filter((row) => listed.has(successorOf(row)));
  const folded = new Set(below);
  return {
    heads: rows.filter((row) => !folded.has(row)),
    before: Map.groupBy(below, successorOf),
  };
}

function successorOf(row: KeyRow): string {
  return plannedEndOf(row)?.successor.keyId ?? '';
}
