import { baseUrlProblem, normaliseBaseUrl } from '../domain/baseUrl.ts';
import { UserFacingError } from '../domain/errors.ts';

/**
 * `<base>/api/v1`. The address is judged here again, whoever stored it: this is where credentials
 * leave. An in-process control plane has no network to be protected from.
 * @throws UserFacingError when no credential must be sent to the address.
 */
export function apiRoot(baseUrl: string, inProcess: boolean): string {
  const problem = inProcess ? undefined : baseUrlProblem(baseUrl);
  if (problem !== undefined) {
    throw new UserFacingError(`The address of this connection cannot be used. ${problem}`, [
      { label: 'Connect…', command: 'keyrail.connect' },
    ]);
  }
  return `${normaliseBaseUrl(baseUrl)}/api/v1`;
}
