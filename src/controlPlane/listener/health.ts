import type { Health } from '../../wire/health.ts';
import type { HandlerResult } from '../exchange.ts';
import type { AppContext } from '../appContext.ts';

/**
 * Where a window asks who has the port, and the headers of question and answer (see `portOwner`).
 */
export const HEALTH = '/api/v1/health';
export const CHALLENGE_HEADER = 'x-keyrail-challenge';
export const PROOF_HEADER = 'x-keyrail-proof';
/**
 * Asks that the answer does not end before whoever has the port goes, with a proof of the asker's
 * own, and says so.
 */
export const STAY_HEADER = 'x-keyrail-stay';

/** Not the real one’s name, so that nobody takes this for it. */
const SERVICE = 'keyrail-local-control-plane';

/** `GET /health`: open to everybody; a key sent along is ignored (docs/contract.md, Probes). */
export function health(plane: AppContext): HandlerResult {
  const data: Health = {
    ok: true,
    service: SERVICE,
    version: plane.version,
    now: plane.now().toISOString(),
  };
  return { status: 200, data };
}
