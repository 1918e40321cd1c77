import { recordAction } from '../audit/audit.ts';
import type { Database } from '../database/query.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { requireKey, wireKey } from './keyRows.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';

/** `POST …/api-keys/{id}:revoke`: answers the bare key; a second time keeps the first `revoked_at`. */
export function revokeKey(plane: AppContext, context: WorkspaceContext): Promise<HandlerResult> {
  const { workspace } = context;
  const keyId = context.param('key');
  const answer = (): HandlerResult => {
    const row = requireKey(plane, workspace, keyId);
    return { status: 200, data: wireKey(row, workspace, plane.now()) };
  };
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: null,
    perform(now) {
      const row = requireKey(plane, workspace, keyId);
      if (row.revoked_at === null) {
        markRevoked(plane.database, now, keyId);
        recordAction(plane.database, now, context, 'api_key_revoked', {
          api_key_id: keyId,
          service_account_id: row.service_account_id,
        });
      }
      return { resourceId: keyId, answer: answer() };
    },
    repeat: answer,
  });
}

/** Ends a live key; effective with the transaction, for every process that shares the file. */
export function markRevoked(database: Database, now: Date, keyId: string): void {
  database.run(
    'UPDATE api_keys SET revoked_at = ?2, updated_at = ?2 WHERE api_key_id = ?1 AND revoked_at IS NULL',
    keyId,
    now.toISOString(),
  );
}
