import type { ApiCall, Reply } from '../exchange.ts';
import { stayOf, type Install } from '../install.ts';
import { CHALLENGE_HEADER, PROOF_HEADER, STAY_HEADER } from './health.ts';

/** What an answer has besides for another window that asks who has the port (see `portOwner`). */
export interface ProofOfOwner {
  readonly headers: Readonly<Record<string, string>>;
  /** The answer is begun and never ended: that it breaks off says that the port is free. */
  readonly stays: boolean;
}

const nothing: ProofOfOwner = { headers: {}, stays: false };

/**
 * For a call of `HEALTH`; nothing to anything that is not such a question. Only who has the data file
 * open, too, is kept: places are few, and who is kept is not cut.
 * @param keep asked only where the connection is to be kept; whether it is
 */
export function proveOwner(
  call: ApiCall,
  { status }: Reply,
  { install, port }: { readonly install: Install | undefined; readonly port: number },
  keep: () => boolean,
): ProofOfOwner {
  if (status !== 200 || install === undefined) return nothing;
  const challenge = call.header(CHALLENGE_HEADER);
  if (challenge === null || !/^[0-9a-f]{64}$/.test(challenge)) return nothing;
  const proof = { [PROOF_HEADER]: install.proof(challenge, port) };
  const asked = call.method === 'GET' ? call.header(STAY_HEADER) : null;
  const stays = asked !== null && install.isProof(asked, stayOf(challenge), port) && keep();
  return { headers: stays ? { ...proof, [STAY_HEADER]: '1' } : proof, stays };
}
