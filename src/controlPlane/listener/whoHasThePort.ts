import type { Call, Reply } from '../exchange.ts';
import { CHALLENGE_HEADER, HEALTH, PROOF_HEADER, STAY_HEADER } from './health.ts';

/** What an answer has besides for another window that asks who has the port (see `neighbour`). */
export interface ForNeighbour {
  readonly headers: Readonly<Record<string, string>>;
  /** The answer is begun and never ended: that it breaks off says that the port is free. */
  readonly stays: boolean;
}

const nothing: ForNeighbour = { headers: {}, stays: false };

/**
 * Nothing to anything that is not such a question.
 * @param prove answers a challenge, by the port that is served
 * @param keep asked only where the connection is to be kept; whether it is
 */
export function forNeighbour(
  call: Call,
  { status }: Reply,
  prove: ((challenge: string) => string) | undefined,
  keep: () => boolean,
): ForNeighbour {
  if (call.path !== HEALTH || status !== 200 || prove === undefined) return nothing;
  const challenge = call.header(CHALLENGE_HEADER);
  if (challenge === null || !/^[0-9a-f]{64}$/.test(challenge)) return nothing;
  const proof = { [PROOF_HEADER]: prove(challenge) };
  const stays = call.header(STAY_HEADER) === '1' && keep();
  return { headers: stays ? { ...proof, [STAY_HEADER]: '1' } : proof, stays };
}
