import { t } from '@vscode/l10n';
import { Secret } from '../../domain/secrets/secret.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { ApiRequest } from './apiRequest.ts';

/** Headers ready to be sent, and every value in them that must never be repeated. */
export interface OutgoingHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

const OURS = /^(host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect)$/i;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Joins what the connection's edge wants with what the call itself needs; the call's own win.
 * @throws UserFacingError for a header that cannot be sent, naming it without its value.
 */
export function composeHeaders(
  endpoint: Readonly<Record<string, Secret | string>>,
  request: ApiRequest,
  requestId: string,
): OutgoingHeaders {
  const headers = new Map<string, [name: string, value: string]>();
  const secrets: string[] = [];
  for (const [name, given] of Object.entries(endpoint)) {
    const value = given instanceof Secret ? given.reveal() : given;
    if (!NAME.test(name) || OURS.test(name) || !VALUE.test(value)) throw unsendable(name);
    headers.set(name.toLowerCase(), [name, value]);
    secrets.push(...secretParts(value));
  }
  const set = (name: string, value: string) => headers.set(name.toLowerCase(), [name, value]);
  set('Accept', 'application/json');
  set('Accept-Encoding', 'gzip, deflate, br');
  set('User-Agent', 'Keyrail');
  set('X-Request-Id', requestId);
  if (request.body !== undefined) set('Content-Type', 'application/json');
  if (request.idempotencyKey !== undefined) set('Idempotency-Key', request.idempotencyKey);
  if (request.secret !== undefined) {
    const value = request.secret.reveal();
    if (!VALUE.test(value)) throw unsendable('Authorization');
    set('Authorization', `Bearer ${value}`);
    secrets.push(...secretParts(value));
  }
  return { headers: Object.fromEntries(headers.values()), secrets };
}

/** A value and, behind a scheme as in `Bearer x`, the credential alone; short words are not secrets. */
function secretParts(value: string): string[] {
  const parts = [value, value.replace(/^\w+\s+/, '')];
  return [...new Set(parts)].filter((part) => part.length >= 6).sort((a, b) => b.length - a.length);
}

function unsendable(name: string): UserFacingError {
  const sentence =
    NAME.test(name) && name.length <= 60
      ? t('The header {0} of this connection cannot be sent. Check it.', name)
      : t('A header of this connection cannot be sent. Check it.');
  return new UserFacingError(sentence, [
    { label: t('Edit Connection…'), command: 'keyrail.editConnection' },
  ]);
}
