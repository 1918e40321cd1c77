import { ApiError } from '../../client/apiError.ts';
import type { IssuedKey, RotatedKey } from '../../client/api/apiKeys.ts';
import { isThrottled } from '../../client/transport/patience.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { judge } from './judgeResponse.ts';
import type { Run } from './run.ts';

/** What the server says to the request of an entry, after asking as often as is reasonable. */
export type KeyResponse =
  | { readonly kind: 'secret'; readonly key: ApiKey; readonly secret: Secret }
  /** The key exists; its secret went with an answer that never came. */
  | { readonly kind: 'replay'; readonly key: ApiKey }
  | { readonly kind: 'refused'; readonly error: ApiError }
  | { readonly kind: 'unanswered'; readonly error: ApiError | undefined };

const pausesMs = [300, 1_500];
const longestAskedPauseMs = 60_000;

/**
 * Sends the request of the entry under the entry's own id, and again with the same id and body as
 * long as the fate of an attempt is unknown; `run.unclear` says afterwards whether one is. The
 * client below repeats short disturbances by itself.
 */
export async function requestKey(run: Run): Promise<KeyResponse> {
  const { clock } = run.lifecycle.ports;
  let last: ApiError | undefined;
  let doubted: IssuedKey | undefined;

  for (let round = 0; round <= pausesMs.length; round++) {
    if (run.signal?.aborted) break;
    try {
      const answer = await send(run);
      const verdict = await judge(answer, run, doubted?.apiKey.api_key_id);
      switch (verdict) {
        case 'believed': {
          // The first, odd answer is the one that carried the secret.
          const secret = answer.secret ?? doubted?.secret ?? null;
          return secret?.keyPrefix === answer.apiKey.key_prefix
            ? { kind: 'secret', key: answer.apiKey, secret }
            : { kind: 'replay', key: answer.apiKey };
        }
        case 'doubted':
        case 'foreign':
          // Asked again at once: the server answers a known idempotency key with what it knows.
          doubted = verdict === 'doubted' ? answer : undefined;
          run.unclear = true;
          continue;
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      last = error;
      run.unclear ||= error.mayHaveCommitted;
      if (error.kind === 'aborted') break;
      if (isFinal(error)) return { kind: 'refused', error };
    }
    const pause = pausesMs[round];
    if (pause === undefined) break;
    const asked = (last.retryAfterSeconds ?? 0) * 1000;
    if (asked > longestAskedPauseMs) break;
    await pauseFor(clock.sleep(Math.max(pause, asked), run.signal), run.signal);
  }
  return { kind: 'unanswered', error: last };
}

async function send({ lease, access, signal }: Run): Promise<IssuedKey | RotatedKey> {
  const { id, workspaceId, request } = lease.entry;
  const call = { idempotencyKey: id, ...(signal ? { signal } : {}) };
  switch (request.kind) {
    case 'create':
      return access.keys.createApiKey(workspaceId, request.body, call);
    case 'rotate':
      return access.keys.rotateApiKey(workspaceId, request.keyId, request.body, call);
    case 'revoke':
    case 'panic':
      throw new Error(`A ${request.kind} does not make a key.`);
  }
}

/** The control plane itself said no, and would say it again. */
function isFinal(error: ApiError): boolean {
  return (
    error.kind === 'refused' &&
    !error.mayHaveCommitted &&
    !isThrottled(error) &&
    (error.status ?? 0) < 500
  );
}

/** Ends early when the signal aborts; the loop then sees the signal. */
async function pauseFor(sleep: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep;
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
