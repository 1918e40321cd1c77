import { isUsable } from '../../domain/keys/keyStatus.ts';
import { firstRunScope, fullAccess, grants } from '../../domain/keys/scopes.ts';
import type { KeyRow } from './snapshot.ts';

/**
 * Live keys that this editor holds a copy of, the best one for a run first: narrow keys that may
 * start runs, then keys with full access, then the rest; keys that are being retired come late.
 */
export function heldKeys(rows: readonly KeyRow[]): KeyRow[] {
  return rows
    .filter(({ status, hasCopy }) => hasCopy && isUsable(status))
    .sort((a, b) => fitness(b) - fitness(a));
}

/** True for a key that the server lets start a run. */
export function mayStartRuns({ key }: KeyRow): boolean {
  return grants(key.scope, firstRunScope);
}

function fitness(row: KeyRow): number {
  const scope = !mayStartRuns(row) ? 0 : fullAccess(row.key.scope) ? 4 : 8;
  const staying = row.retiring === undefined ? 2 : 0;
  return scope + staying + (row.placements.some(({ current }) => current) ? 1 : 0);
}
