import type { Loaded } from '../connection/serverState.ts';
import { afterFailure } from './afterFailure.ts';
import type { Known } from './drawSnapshot.ts';

/** What the key list knows of the place where the window is; replaced as a whole, never changed. */
export type ListState = Omit<Known, 'connection'>;

export const nothingKnown: ListState = {
  freshness: { kind: 'never' },
  server: undefined,
  failure: undefined,
  outside: undefined,
  remembered: undefined,
};

/** What came of one refresh. */
export interface Refreshed {
  readonly loaded: Loaded;
  /** Whether this machine's own facts were read; without them a copy or a placement would seem not to be there. */
  readonly hasFacts: boolean;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** What is known after the server has answered or failed. */
export function afterRefresh(before: ListState, { loaded, hasFacts, at }: Refreshed): ListState {
  if (loaded.kind === 'loaded') {
    return { ...nothingKnown, server: loaded.state, freshness: { kind: 'fresh', at } };
  }
  // A request that was held back says nothing new: why the one before it failed is what to show.
  const failure = loaded.failure.paused && before.failure ? before.failure : loaded.failure;
  const mayShowEarlier = before.freshness.kind === 'never' && hasFacts;
  const rowsOf = mayShowEarlier ? before.remembered?.at : undefined;
  const freshness = afterFailure(before.freshness, failure, rowsOf);
  if (freshness.kind !== 'failed') return { ...before, failure, freshness };
  const { context, detail } = loaded;
  const outside = loaded.failure.kind === 'no-permission' ? { context, detail } : undefined;
  return { ...nothingKnown, failure, outside, freshness };
}
