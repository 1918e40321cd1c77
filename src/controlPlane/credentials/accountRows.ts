import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import type { Query } from '../database/query.ts';
import type { AppContext } from '../appContext.ts';
import type { MemberWorkspace } from '../workspaces/requestContext.ts';
import { missing, wrongState } from '../httpError.ts';

/** A row of `service_accounts`, column by column as on the wire. */
export interface AccountRow {
  readonly service_account_id: string;
  readonly workspace_id: string;
  readonly name: string;
  readonly description: string | null;
  readonly role: string;
  readonly status: string;
  readonly created_by_user_id: string;
  readonly last_used_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

const SELECT = `SELECT service_account_id, workspace_id, name, description, role, status,
  created_by_user_id, last_used_at, created_at, updated_at FROM service_accounts`;

const ofWorkspace: Query<AccountRow> = {
  sql: `${SELECT} WHERE workspace_id = ? ORDER BY seq DESC`,
};
const oneOfWorkspace: Query<AccountRow> = {
  sql: `${SELECT} WHERE service_account_id = ? AND workspace_id = ?`,
};
const byName: Query<AccountRow> = { sql: `${SELECT} WHERE workspace_id = ? AND name = ?` };
const byId: Query<AccountRow> = { sql: `${SELECT} WHERE service_account_id = ?` };

/** All accounts of a workspace, newest first. */
export function accountRows(plane: AppContext, workspace: MemberWorkspace): AccountRow[] {
  return plane.database.all(ofWorkspace, workspace.workspace_id);
}

/** @throws HttpError 404 for an unknown account and for one of another workspace alike. */
export function requireAccount(
  plane: AppContext,
  workspace: MemberWorkspace,
  id: string,
): AccountRow {
  const row = plane.database.get(oneOfWorkspace, id, workspace.workspace_id);
  if (row === undefined) {
    throw missing('service_account_not_found', 'service_account_id does not exist in workspace');
  }
  return row;
}

/** @throws HttpError 404 when the workspace has no such account, 409 when it is disabled. */
export function requireActiveAccount(
  plane: AppContext,
  workspace: MemberWorkspace,
  id: string,
): void {
  if (requireAccount(plane, workspace, id).status !== 'active') {
    throw wrongState('service account is not active');
  }
}

/** A name stays taken for ever, also by a disabled account (docs/contract.md, Service accounts). */
export function accountNameTaken(
  plane: AppContext,
  workspace: MemberWorkspace,
  name: string,
): boolean {
  return plane.database.get(byName, workspace.workspace_id, name) !== undefined;
}

/** Ids are unique across workspaces. */
export function accountIdTaken(plane: AppContext, id: string): boolean {
  return plane.database.get(byId, id) !== undefined;
}

/** A row in the shape of the wire. */
export function wireAccount(row: AccountRow, workspace: MemberWorkspace): ServiceAccount {
  return { ...row, tenant_id: workspace.tenant_id };
}
