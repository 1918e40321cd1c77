import { t } from '@vscode/l10n';
import type { ApiError } from './apiError.ts';
import { explain } from './explain.ts';
import { isThrottled } from './transport/patience.ts';

/** What was sent for a connection to be let in: names of headers, and which carry a bearer token. */
export interface Shown {
  readonly names: readonly string[];
  readonly bearers: readonly string[];
}

/**
 * Why a connection did not pass its test, for the box where it was typed: the HTTP status, what was
 * not accepted, and the reason in plain words.
 */
export function trialText(error: ApiError, shown: Shown): string {
  const { row, happened, why } = explain(error);
  const { status } = error;
  if (isNotLetIn(error) && status !== undefined)
    return notLetIn(status, shown, row === 'identity-missing', why);
  const sentence = `${happened} ${why}`;
  return status === undefined || sentence.includes(String(status))
    ? sentence
    : `${status}: ${sentence}`;
}

/** A control plane's 403 knows whom it refuses; a gateway's only says that what was sent opens nothing. */
function isNotLetIn(error: ApiError): boolean {
  const { kind, status } = error;
  if (isThrottled(error)) return false;
  // A page with 403 may be a firewall's, which looks at no header.
  return status === 401 || (status === 403 && kind === 'schema');
}

/** @param isUnknown what was sent names nobody: its reason speaks of headers, which nobody typed who has a token */
function notLetIn(
  status: number,
  { names, bearers }: Shown,
  isUnknown: boolean,
  why: string,
): string {
  const [first, another] = names;
  if (first === undefined) return t('{0}: nobody is let in without a header. {1}', status, why);
  if (another !== undefined) {
    return t('{0}: the headers {1} were not accepted. {2}', status, names.join(', '), why);
  }
  if (bearers.includes(first) && isUnknown) {
    return t(
      '{0}: the bearer token was not accepted. Is all of it there? An API key is no such token: it cannot manage keys.',
      status,
    );
  }
  return bearers.includes(first)
    ? t('{0}: the bearer token was not accepted. {1}', status, why)
    : t('{0}: the value of {1} was not accepted. {2}', status, first, why);
}

/** Whether a request without any header came to a server that answers; whom it lets in is another matter. */
export function isReached({ kind }: ApiError): boolean {
  return kind !== 'network' && kind !== 'timeout';
}
