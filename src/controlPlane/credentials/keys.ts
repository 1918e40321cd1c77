import type { CreatedApiKey } from '../../wire/apiKeys.ts';
import { requireActiveAccount } from './accountRows.ts';
import { recordAction } from '../audit/audit.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { insertKey } from './insertKey.ts';
import { createBody, refusePast } from './keyBody.ts';
import { requireKey, wireKey, wireKeys } from './keyRows.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';

/**
 * `GET …/api-keys`: all of them, newest first; query parameters are ignored (docs/contract.md,
 * Transport).
 */
export async function listKeys(
  plane: AppContext,
  { workspace }: WorkspaceContext,
): Promise<HandlerResult> {
  const items = await wireKeys(plane, workspace, plane.now());
  return { status: 200, data: { items, page_info: { next_cursor: null } }, isOwn: true };
}

/** `POST …/api-keys`: the only answer that ever holds this secret. */
export function createKey(plane: AppContext, context: WorkspaceContext): Promise<HandlerResult> {
  const { workspace, user } = context;
  const body = createBody(context.body);
  const accountId = body.service_account_id ?? null;
  const answer = (status: 200 | 201, keyId: string, secret: string | null): HandlerResult => {
    const row = requireKey(plane, workspace, keyId);
    const data: CreatedApiKey = {
      api_key: wireKey(row, workspace, plane.now()),
      secret_key: secret,
    };
    return { status, data };
  };
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: {
      scope: body.scope,
      expires_at: body.expires_at ?? null,
      service_account_id: accountId,
    },
    perform(now) {
      refusePast(body.expires_at, now);
      if (accountId !== null) requireActiveAccount(plane, workspace, accountId);
      const { keyId, secret } = insertKey(plane.database, now, {
        workspaceId: workspace.workspace_id,
        accountId,
        scope: body.scope,
        expiresAt: body.expires_at ?? null,
        createdBy: user.user_id,
      });
      recordAction(plane.database, now, context, 'api_key_created', {
        api_key_id: keyId,
        service_account_id: accountId,
        scope: body.scope,
        expires_at: body.expires_at ?? null,
      });
      return { resourceId: keyId, answer: answer(201, keyId, secret.reveal()) };
    },
    repeat: (keyId) => answer(200, keyId, null),
  });
}
