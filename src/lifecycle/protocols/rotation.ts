import type { ApiKey } from '../../wire/apiKeys.ts';
import type { PlacedState } from '../journal/placed.ts';
import { isTooSoon, sameLifetime } from '../model/expiry.ts';
import type { WantedScope } from './issue.ts';
import type { Place } from '../model/places.ts';

/** What both kinds of rotation are asked for. */
export interface RotateRequest {
  readonly connectionId: string;
  readonly workspaceId: string;
  /** The key's row as it was listed last. */
  readonly key: ApiKey;
  /** Where the person agreed to have the value replaced. */
  readonly places: readonly Place[];
  /** ISO time; `null` = never; left out = the same lifetime again from now. */
  readonly expiresAt?: string | null;
  /** Left out = as before. */
  readonly scope?: WantedScope;
  /** Left out = as before. */
  readonly serviceAccountId?: string;
}

/** `undefined` where the person has to be asked: no lifetime to repeat, or one as good as over. */
export function expiryFor(wanted: RotateRequest, now: Date): string | null | undefined {
  const expiresAt =
    wanted.expiresAt === undefined ? sameLifetime(wanted.key, now) : wanted.expiresAt;
  return expiresAt === undefined || isTooSoon(expiresAt, now) ? undefined : expiresAt;
}

/** The key that is replaced, as an entry remembers it. */
export function oldKeyOf(key: ApiKey) {
  return { keyId: key.api_key_id, keyPrefix: key.key_prefix, expiresAt: key.expires_at };
}

export function pending(place: Place): PlacedState {
  return { place, state: 'pending' };
}
