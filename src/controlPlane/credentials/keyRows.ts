import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApiKey } from '../../wire/apiKeys.ts';
import type { Query } from '../database/query.ts';
import type { AppContext } from '../appContext.ts';
import type { MemberWorkspace } from '../workspaces/requestContext.ts';
import { missing } from '../httpError.ts';

/** A row of `api_keys` with what is joined to it; never the digest of its secret. */
export interface KeyRow {
  readonly api_key_id: string;
  readonly workspace_id: string;
  readonly service_account_id: string | null;
  readonly account_name: string | null;
  readonly account_status: string | null;
  readonly key_prefix: string;
  readonly scope: string;
  readonly created_by_user_id: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

const SELECT = `SELECT k.api_key_id, k.workspace_id, k.service_account_id, a.name AS account_name,
    a.status AS account_status, k.key_prefix, k.scope, k.created_by_user_id, k.last_used_at,
    k.expires_at, k.revoked_at, k.created_at, k.updated_at
  FROM api_keys k LEFT JOIN service_accounts a ON a.service_account_id = k.service_account_id`;

/** The columns of `SELECT`, in its order. */
type KeyColumns = readonly [
  api_key_id: string,
  workspace_id: string,
  service_account_id: string | null,
  account_name: string | null,
  account_status: string | null,
  key_prefix: string,
  scope: string,
  created_by_user_id: string,
  last_used_at: string | null,
  expires_at: string | null,
  revoked_at: string | null,
  created_at: string,
  updated_at: string,
];

const keysOfWorkspace: Query<KeyColumns> = {
  sql: `${SELECT} WHERE k.workspace_id = ? ORDER BY k.seq DESC`,
};

const keyOfWorkspace: Query<KeyRow> = {
  sql: `${SELECT} WHERE k.api_key_id = ? AND k.workspace_id = ?`,
};

/** Rows that are made in one turn of the event loop: a millisecond's work. */
const ROWS_A_TURN = 1000;

/**
 * All keys of a workspace, newest first and as they were at one moment; a long list is made in
 * several turns, so that it holds nothing up.
 */
export async function wireKeys(
  plane: AppContext,
  workspace: MemberWorkspace,
  now: Date,
): Promise<ApiKey[]> {
  // What else is asked at the same moment, in-process, is answered in the turn before.
  await nextTurn();
  const rows = plane.database.tuples(keysOfWorkspace, workspace.workspace_id);
  const keys: ApiKey[] = [];
  for (const [at, columns] of rows.entries()) {
    if (at % ROWS_A_TURN === 0 && at > 0) await nextTurn();
    keys.push(wireKey(keyRow(columns), workspace, now, 'list'));
  }
  return keys;
}

function keyRow(columns: KeyColumns): KeyRow {
  return {
    api_key_id: columns[0],
    workspace_id: columns[1],
    service_account_id: columns[2],
    account_name: columns[3],
    account_status: columns[4],
    key_prefix: columns[5],
    scope: columns[6],
    created_by_user_id: columns[7],
    last_used_at: columns[8],
    expires_at: columns[9],
    revoked_at: columns[10],
    created_at: columns[11],
    updated_at: columns[12],
  };
}

/** @throws HttpError 404 for an unknown key and for one of another workspace alike. */
export function requireKey(plane: AppContext, workspace: MemberWorkspace, keyId: string): KeyRow {
  const row = plane.database.get(keyOfWorkspace, keyId, workspace.workspace_id);
  if (row === undefined) {
    throw missing('api_key_not_found', 'api_key_id does not exist in workspace');
  }
  return row;
}

/** What a key is at this moment. Expiry needs no one to use the key, unlike on the real server. */
export function keyStatus(
  row: Pick<KeyRow, 'revoked_at' | 'expires_at' | 'account_status'>,
  now: Date,
): 'active' | 'revoked' | 'expired' | 'disabled' {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expires_at !== null && row.expires_at <= now.toISOString()) return 'expired';
  return row.account_status === null || row.account_status === 'active' ? 'active' : 'disabled';
}

/**
 * A row in the shape of the wire; the account's name is shown in lists only (docs/contract.md, API
 * keys).
 */
export function wireKey(
  row: KeyRow,
  workspace: MemberWorkspace,
  now: Date,
  where: 'list' | 'alone' = 'alone',
): ApiKey {
  return {
    api_key_id: row.api_key_id,
    workspace_id: row.workspace_id,
    tenant_id: workspace.tenant_id,
    service_account_id: row.service_account_id,
    service_account_name: where === 'list' ? row.account_name : null,
    key_prefix: row.key_prefix,
    // `as`: written by this control plane only, as an array of scopes.
    scope: JSON.parse(row.scope) as string[],
    status: keyStatus(row, now),
    created_by_user_id: row.created_by_user_id,
    last_used_at: row.last_used_at,
    expires_at: row.expires_at,
    revoked_at: row.revoked_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
