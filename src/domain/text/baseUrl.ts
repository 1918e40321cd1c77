import { t } from '@vscode/l10n';
import { UserFacingError } from '../errors.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for an origin on this machine, where plain HTTP is fine. */
export function isLoopback(url: URL): boolean {
  return loopback.has(url.hostname);
}

/** What is wrong with a control plane's address, as a sentence; `undefined` when nothing is. */
export function baseUrlProblem(text: string): string | undefined {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    return t('Enter an address that starts with https://.');
  if (url.username || url.password) return t('Leave user name and password out of the address.');
  if (url.search || url.hash) return t('Leave ? and # out of the address.');
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return t('Use https://. Plain http:// is accepted for this machine only.');
  }
  return undefined;
}

/** Origin and path without a trailing slash and without `/api/v1`, which the client adds. */
export function normaliseBaseUrl(text: string): string {
  const url = new URL(text.trim());
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/api\/v1$/, '')}`;
}

/**
 * `<base>/api/v1`. The address is judged here again, whoever stored it: this is where credentials
 * leave. An in-process control plane has no network to be protected from.
 * @throws UserFacingError when no credential must be sent to the address.
 */
export function apiRoot(baseUrl: string, inProcess: boolean): string {
  const problem = inProcess ? undefined : baseUrlProblem(baseUrl);
  if (problem !== undefined) {
    throw new UserFacingError(t('The address of this connection cannot be used. {0}', problem), [
      { label: t('Edit Connection…'), command: 'keyrail.editConnection' },
    ]);
  }
  return `${normaliseBaseUrl(baseUrl)}/api/v1`;
}
