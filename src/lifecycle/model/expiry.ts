import { randomInt } from 'node:crypto';
import type { ApiKey } from '../../wire/apiKeys.ts';

/**
 * The end of a key that follows `key`, when the same lifetime starts again now: ISO time, or `null`
 * for never. `undefined` when the key never had a lifetime (it was born dead): ask the person.
 */
export function sameLifetime(key: ApiKey, now: Date): string | null | undefined {
  if (key.expires_at === null) return null;
  const lifetime = Date.parse(key.expires_at) - Date.parse(key.created_at);
  return lifetime > 0 ? new Date(now.getTime() + lifetime).toISOString() : undefined;
}

const nonceMs = 60_000;

/**
 * The expiry that is sent: up to a minute before the agreed one, never after it. To the millisecond
 * it is this request's own, so that an answer that belongs to another request, and a key that a
 * lost request makes late, can be recognised. A key without expiry cannot be marked like this.
 */
export function recognisable(agreed: string | null): string | null {
  return agreed === null
    ? null
    : new Date(Date.parse(agreed) - randomInt(1, nonceMs)).toISOString();
}

/**
 * Not worth a key: it would be dead at birth, or nearly so. Also true for what is no time at all.
 */
export function isTooSoon(expiresAt: string | null, now: Date): boolean {
  return expiresAt !== null && !(Date.parse(expiresAt) - now.getTime() >= 2 * nonceMs);
}

/**
 * Whether the key's own end has come, whatever its row says (docs/contract.md, Key states: expiry
 * is written lazily).
 */
export function isExpired(key: ApiKey, now: Date): boolean {
  return (
    key.status === 'expired' ||
    (key.expires_at !== null && Date.parse(key.expires_at) <= now.getTime())
  );
}

/**
 * The row backs traffic as far as the list can tell: not revoked, not expired, of a known status.
 */
export function isLive(key: ApiKey, now: Date): boolean {
  return key.status === 'active' && key.revoked_at === null && !isExpired(key, now);
}

/** The row is over for good: there is no way back from being revoked or expired. */
export function hasEnded(key: ApiKey, now: Date): boolean {
  return key.status === 'revoked' || key.revoked_at !== null || isExpired(key, now);
}
