import { hash, timingSafeEqual } from 'node:crypto';
import type { ApiCall } from '../exchange.ts';
import type { Caller } from '../workspaces/people.ts';

/**
 * Who asks on the management plane of a standalone control plane: whoever holds the token is its
 * edge, and so may say who the person is, as a gateway does for the real one (docs/contract.md,
 * Identity). Compares in constant time.
 */
export function identifyManager(
  token: string,
  owner: string,
): (call: ApiCall) => Caller | undefined {
  const expected = digest(token);
  return (call) => {
    const given = /^bearer +(\S+) *$/i.exec(call.header('authorization') ?? '')?.[1];
    if (given === undefined || !timingSafeEqual(digest(given), expected)) return undefined;
    const subject =
      call.header('cf-access-authenticated-user-email') ?? call.header('x-authenticated-subject');
    return { subject: subject ?? owner };
  };
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
