import { hash, timingSafeEqual } from 'node:crypto';
import type { Query } from './database/query.ts';
import type { HandlerResult } from './exchange.ts';
import { canonicalJson } from './jsonBody.ts';
import type { AppContext } from './appContext.ts';
import type { RequestContext } from './workspaces/requestContext.ts';
import { HttpError } from './httpError.ts';

interface Mutation {
  /** Whose keys these are: a control-plane workspace, or a user where there is none yet. */
  readonly owner: string;
  /** The normalised body; ids that the server generates are not part of it. */
  readonly payload: unknown;
  /** Does it, inside the transaction. `resourceId` is what a repetition is answered from. */
  perform(now: Date): { readonly resourceId: string; readonly answer: HandlerResult };
  /** Answers a repetition with the current state, always with status 200 and never with a secret. */
  repeat(resourceId: string): HandlerResult;
}

const recorded: Query<{ payload_sha256: Uint8Array; resource_id: string }> = {
  sql: 'SELECT payload_sha256, resource_id FROM idempotency_records WHERE scope = ? AND idempotency_key = ?',
};

/**
 * Runs a mutation at most once per idempotency key: the look at the record, the change and the new
 * record are one transaction, so that of parallel repetitions one acts and the others repeat its
 * answer. A refused mutation leaves no record. Resolves when it is on the disk. @throws HttpError 409
 * when the payload differs.
 */
export function once(
  plane: AppContext,
  context: RequestContext,
  mutation: Mutation,
): Promise<HandlerResult> {
  const scope = `${mutation.owner} ${context.path}`;
  const digest = hash('sha256', canonicalJson(mutation.payload), 'buffer');
  return plane.database.writeInTurn(() => {
    const record = plane.database.get(recorded, scope, context.idempotencyKey);
    if (record !== undefined) {
      if (timingSafeEqual(record.payload_sha256, digest))
        return mutation.repeat(record.resource_id);
      throw new HttpError(
        409,
        'idempotency_conflict',
        'Idempotency key was already used for another payload',
      );
    }
    const now = plane.now();
    const { resourceId, answer } = mutation.perform(now);
    plane.database.insert('idempotency_records', {
      scope,
      idempotency_key: context.idempotencyKey,
      payload_sha256: digest,
      resource_id: resourceId,
      created_at: now.toISOString(),
    });
    return answer;
  });
}
