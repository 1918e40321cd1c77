import {
  createServiceAccountBody,
  type CreatedServiceAccount,
} from '../../wire/serviceAccounts.ts';
import {
  accountIdTaken,
  accountNameTaken,
  accountRows,
  requireAccount,
  wireAccount,
} from './accountRows.ts';
import { recordAction } from '../audit/audit.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { newId } from '../ids.ts';
import { parseBody } from '../jsonBody.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from '../workspaces/requestContext.ts';
import { HttpError } from '../httpError.ts';

/** `GET …/service-accounts`: all of them, newest first. */
export function listAccounts(plane: AppContext, { workspace }: WorkspaceContext): HandlerResult {
  const items = accountRows(plane, workspace).map((row) => wireAccount(row, workspace));
  return { status: 200, data: { items, page_info: { next_cursor: null } } };
}

/**
 * `POST …/service-accounts`: a retry without `service_account_id` repeats the answer
 * (docs/contract.md, Idempotency, trap a).
 */
export function createAccount(
  plane: AppContext,
  context: WorkspaceContext,
): Promise<HandlerResult> {
  const { workspace, user } = context;
  const body = parseBody(
    createServiceAccountBody,
    context.body,
    (path) => EXPLANATIONS[path] ?? path,
  );
  const answer = (status: 200 | 201, id: string): HandlerResult => {
    const data: CreatedServiceAccount = {
      service_account: wireAccount(requireAccount(plane, workspace, id), workspace),
    };
    return { status, data };
  };
  const fields = { description: body.description ?? null, role: body.role ?? 'workspace_service' };
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: { ...body, ...fields },
    perform(now) {
      const id = body.service_account_id ?? newId('svc', now);
      const { database } = plane;
      if (accountNameTaken(plane, workspace, body.name)) {
        throw exists('Service account name already exists in workspace');
      }
      if (accountIdTaken(plane, id)) {
        throw exists('service_account_id already exists');
      }
      database.insert('service_accounts', {
        service_account_id: id,
        workspace_id: workspace.workspace_id,
        name: body.name,
        ...fields,
        status: 'active',
        created_by_user_id: user.user_id,
        created_at: now.toISOString(),
        updated_at: now.toISOString(),
      });
      recordAction(database, now, context, 'service_account_created', {
        service_account_id: id,
        name: body.name,
        role: fields.role,
      });
      return { resourceId: id, answer: answer(201, id) };
    },
    repeat: (id) => answer(200, id),
  });
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  name: 'name must be a non-empty string',
  description: 'description must be a string when provided',
  role: 'role must be a non-empty string when provided',
  service_account_id: 'service_account_id must be a non-empty string when provided',
};

/**
 * `POST …/service-accounts/{id}:disable`: irreversible; its keys are refused from here on
 * (docs/contract.md, Service accounts).
 */
export function disableAccount(
  plane: AppContext,
  context: WorkspaceContext,
): Promise<HandlerResult> {
  const { workspace } = context;
  const id = context.param('account');
  const answer = (): HandlerResult => ({
    status: 200,
    data: wireAccount(requireAccount(plane, workspace, id), workspace),
  });
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: null,
    perform(now) {
      if (requireAccount(plane, workspace, id).status === 'active') {
        plane.database.run(
          "UPDATE service_accounts SET status = 'disabled', updated_at = ?2 WHERE service_account_id = ?1",
          id,
          now.toISOString(),
        );
        recordAction(plane.database, now, context, 'service_account_disabled', {
          service_account_id: id,
        });
      }
      return { resourceId: id, answer: answer() };
    },
    repeat: answer,
  });
}

function exists(message: string): HttpError {
  return new HttpError(409, 'service_account_already_exists', message);
}
