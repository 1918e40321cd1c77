import type { Failure } from '../connection/failure.ts';
import type { Freshness } from './snapshot.ts';

/**
 * The server's word that this person sees nothing ends the rows; every other fault leaves them stale.
 * @param rowsOf when those were listed that are shown without an answer, in milliseconds since 1970
 */
export function afterFailure(
  before: Freshness,
  failure: Failure,
  rowsOf: number | undefined,
): Freshness {
  const { because } = failure;
  if (!isRefusal(failure)) {
    if (before.kind === 'fresh') return { kind: 'stale', since: before.at, because };
    if (before.kind === 'stale') return { ...before, because };
    if (rowsOf !== undefined) return { kind: 'stale', since: rowsOf, because };
  }
  return { kind: 'failed', because };
}

/** Whether the server has said that there is nothing to see, rather than nothing at all. */
export function isRefusal({ kind }: Failure): boolean {
  return kind !== 'offline' && kind !== 'other';
}

/** Whether this person may not see any more what was listed before. */
export function endsAccess(failure: Failure): boolean {
  return isRefusal(failure) && failure.kind !== 'several-workspaces';
}
