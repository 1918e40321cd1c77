import type { RotatedApiKey } from '../../wire/apiKeys.ts';
import { requireActiveAccount } from './accountRows.ts';
import { recordAction } from '../audit/audit.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { insertKey } from './insertKey.ts';
import { refusePast, rotateBody } from './keyBody.ts';
import { keyStatus, requireKey, wireKey } from './keyRows.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';
import { wrongState } from '../httpError.ts';
import { markRevoked } from './revokeKey.ts';

/**
 * `POST …/api-keys/{id}:rotate`: the replacement is born and the old key ends in one transaction.
 * A missing field is inherited, `null` clears; the two hash differently here (docs/contract.md,
 * Idempotency, trap b).
 */
export function rotateKey(plane: AppContext, context: WorkspaceContext): Promise<HandlerResult> {
  const { workspace, user } = context;
  const oldId = context.param('key');
  const body = rotateBody(context.body);
  const answer = (status: 200 | 201, newId: string, secret: string | null): HandlerResult => {
    const now = plane.now();
    const data: RotatedApiKey = {
      previous_api_key: wireKey(requireKey(plane, workspace, oldId), workspace, now),
      api_key: wireKey(requireKey(plane, workspace, newId), workspace, now),
      secret_key: secret,
      rotated_from_api_key_id: oldId,
    };
    return { status, data };
  };
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: body,
    perform(now) {
      refusePast(body.expires_at, now);
      const old = requireKey(plane, workspace, oldId);
      const status = keyStatus(old, now);
      if (status === 'revoked' || status === 'expired') {
        throw wrongState('Only active API keys can be rotated');
      }
      const accountId =
        body.service_account_id === undefined ? old.service_account_id : body.service_account_id;
      if (accountId !== null) requireActiveAccount(plane, workspace, accountId);
      // `as`: written by this control plane only, as an array of scopes.
      const scope = body.scope ?? (JSON.parse(old.scope) as string[]);
      const expiresAt = body.expires_at === undefined ? old.expires_at : body.expires_at;
      const { keyId, secret } = insertKey(plane.database, now, {
        workspaceId: workspace.workspace_id,
        accountId,
        scope,
        expiresAt,
        createdBy: user.user_id,
      });
      markRevoked(plane.database, now, oldId);
      recordAction(plane.database, now, context, 'api_key_rotated', {
        api_key_id: keyId,
        rotated_from_api_key_id: oldId,
        service_account_id: accountId,
        scope,
        expires_at: expiresAt,
      });
      return { resourceId: keyId, answer: answer(201, keyId, secret.reveal()) };
    },
    repeat: (newId) => answer(200, newId, null),
  });
}
