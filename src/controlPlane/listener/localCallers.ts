import { MANAGEMENT } from '../app.ts';
import type { Call } from '../exchange.ts';
import type { Caller } from '../workspaces/people.ts';
import { noRoute, Refusal } from '../refusal.ts';

/** The longest request target that any route needs, many times over. */
const TARGET_LIMIT = 2048;

/**
 * Lets in programs of this machine only, and never a browser: a page of the internet can send
 * requests to 127.0.0.1, and can make its own name point there. @throws Refusal before anything else
 * is looked at. Answers who asks on the management plane.
 */
export function admitLocal(
  call: Call,
  port: number,
  identify: ((call: Call) => Caller | undefined) | undefined,
): Caller | undefined {
  if (!isOurHost(call.header('host'), port)) throw forbidden('Host must be this machine');
  if (call.header('origin') !== null) throw forbidden('Requests from web pages are refused');
  const site = call.header('sec-fetch-site');
  if (site !== null && site !== 'none') throw forbidden('Requests from web pages are refused');
  if (call.method === 'OPTIONS') throw forbidden('Cross-origin requests are refused');
  if (call.path.length + call.query.toString().length > TARGET_LIMIT) {
    throw new Refusal(414, 'uri_too_long', 'Request target is too long');
  }
  if (!call.path.startsWith(MANAGEMENT)) return undefined;
  if (identify === undefined) throw noRoute;
  return identify(call);
}

function isOurHost(host: string | null, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function forbidden(message: string): Refusal {
  return new Refusal(403, 'forbidden', message);
}
