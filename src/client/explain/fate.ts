import { t } from '@vscode/l10n';
import type { ApiError } from '../apiError.ts';
import { isJournalled } from './row.ts';

/** What may have become of a change that was asked for, and how that is found out. */
export function unknownFate(error: ApiError): string {
  return isJournalled(error)
    ? t('It may have been carried out all the same; Keyrail can find out and settle it.')
    : t('It may have been carried out all the same. Look before you try again.');
}

/** Of this request alone: what was begun before it may wait to be finished all the same. */
export function fate(error: ApiError): string {
  if (isInDoubt(error)) return unknownFate(error);
  return error.method === 'GET'
    ? t('Reading changes nothing.')
    : t('This request changed nothing.');
}

/**
 * What is to be said of a change beside why it failed: that it may have been carried out; else, where the
 * request did not even arrive, that it did not. Of a read nothing, which would be taken for an
 * operation that waits beside it.
 */
export function withFate(error: ApiError, why: string, hasArrived = true): string {
  if (isInDoubt(error)) return `${why} ${unknownFate(error)}`;
  return hasArrived || error.method === 'GET' ? why : `${why} ${fate(error)}`;
}

/** Whoever asks for a login has passed nothing on, but an earlier attempt may have arrived. */
export function isInDoubt({ kind, status, mayHaveCommitted, isRepeated }: ApiError): boolean {
  if (!mayHaveCommitted) return false;
  const asksForLogin = status === 401 || status === 403 || status === 407 || status === 511;
  return isRepeated || kind === 'refused' || !asksForLogin;
}
