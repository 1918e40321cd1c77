import { MANAGEMENT } from '../dispatch.ts';
import type { ApiCall } from '../exchange.ts';
import type { Caller } from '../workspaces/people.ts';
import { noRoute, HttpError } from '../httpError.ts';

/** The longest request target that any route needs, many times over. */
const TARGET_LIMIT = 2048;

/**
 * Lets in programs of this machine only, and never a browser: a page of the internet can send
 * requests to 127.0.0.1, and can make its own name point there. What it answers throws a HttpError
 * before anything else is looked at, and tells who asks on the management plane.
 */
export function createAdmission(
  port: number,
  identify: ((call: ApiCall) => Caller | undefined) | undefined,
): (call: ApiCall) => Caller | undefined {
  const ourHosts: readonly (string | null)[] = [`127.0.0.1:${port}`, `localhost:${port}`];
  return (call) => {
    requireProgram(call, ourHosts);
    if (!call.path.startsWith(MANAGEMENT)) return undefined;
    if (identify === undefined) throw noRoute;
    return identify(call);
  };
}

function requireProgram(call: ApiCall, ourHosts: readonly (string | null)[]): void {
  if (!ourHosts.includes(call.header('host'))) throw forbidden('Host must be this machine');
  if (call.header('origin') !== null) throw forbidden('Requests from web pages are refused');
  const site = call.header('sec-fetch-site');
  if (site !== null && site !== 'none') throw forbidden('Requests from web pages are refused');
  if (call.method === 'OPTIONS') throw forbidden('Cross-origin requests are refused');
  if (call.path.length + call.search.length > TARGET_LIMIT) {
    throw new HttpError(414, 'uri_too_long', 'Request target is too long');
  }
}

function forbidden(message: string): HttpError {
  return new HttpError(403, 'forbidden', message);
}
