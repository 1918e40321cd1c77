import type { LocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import type { JsonReply } from '../../../src/controlPlane/exchange.ts';

/** Asks a control plane as the extension does, without a socket; the owner where the route is for people. */
export async function handed(
  plane: LocalControlPlane,
  method: string,
  path: string,
  { once, secret, body }: { once?: string; secret?: string; body?: string } = {},
): Promise<JsonReply> {
  const request = new Request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: {
      ...(once === undefined ? {} : { 'idempotency-key': once }),
      ...(secret === undefined ? {} : { 'x-api-key': secret }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const caller = path.startsWith('/saas/') ? { subject: plane.subject } : undefined;
  const answer = await plane.app.hand(request, caller);
  if (answer instanceof Response) throw new Error(`${method} ${path} was not answered with data.`);
  return answer;
}
