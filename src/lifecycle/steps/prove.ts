import { ApiError } from '../../client/apiError.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { note } from './ledgerNote.ts';
import { need, type Run, type StepResult } from './run.ts';
import { ensureCopy } from './newSecret.ts';
import { waitIfShown } from './waitIfShown.ts';
import { replaceLost } from './replaceLost.ts';

export type Proof =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly error: ApiError }
  | { readonly kind: 'unknown'; readonly error: ApiError };

const pausesMs = [500, 2_000];

/** kept → proven: the new secret is accepted by the runtime plane, or the new key ends again. */
export async function proveNewKey(run: Run): Promise<StepResult> {
  const { entry } = run.lease;
  const secret = await ensureCopy(run);
  if (!secret) return (await waitIfShown(run)) ?? replaceLost(entry, need(entry.issued, 'key'));
  const proof = await prove(run, secret);
  switch (proof.kind) {
    case 'accepted':
      await note(run, 'prove');
      return { kind: 'advance', to: 'proven' };
    case 'refused':
      return { kind: 'close', step: 'named', because: 'proof-refused', issued: entry.issued };
    case 'unknown':
      return { kind: 'wait', for: 'server', error: proof.error };
  }
}

/** Asks more than once: a key that was made this moment may not be known everywhere at once. */
export async function prove({ lifecycle, access, signal }: Run, secret: Secret): Promise<Proof> {
  const runtime = access.runtime(secret);
  for (let round = 0; ; round++) {
    const proof = await probeOnce(() => runtime.probe(signal));
    const pause = pausesMs[round];
    if (proof.kind === 'accepted' || pause === undefined || signal?.aborted) return proof;
    await lifecycle.ports.clock.sleep(pause);
  }
}

async function probeOnce(
  probe: () => ReturnType<ReturnType<Run['access']['runtime']>['probe']>,
): Promise<Proof> {
  try {
    const answer = await probe();
    if (answer.accepted) return { kind: 'accepted' };
    const { error } = answer;
    // 403 is a gateway in front, or a tenant that is suspended: not a word about this key.
    return error.status === 401 ? { kind: 'refused', error } : { kind: 'unknown', error };
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'unknown', error };
    throw error;
  }
}
