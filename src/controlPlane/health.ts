import type { Health } from '../wire/health.ts';
import type { Answer } from './exchange.ts';
import type { Plane } from './plane.ts';

/** `service` of every Keyrail control plane: what another window looks for behind a taken port. */
export const SERVICE = 'keyrail-local-control-plane';

/** `GET /health`: open to everybody; a key sent along is ignored (facts §2.1). */
export function health(plane: Plane): Answer {
  const data: Health = {
    ok: true,
    service: SERVICE,
    version: '0.1.0',
    now: plane.now().toISOString(),
  };
  return { status: 200, data };
}
