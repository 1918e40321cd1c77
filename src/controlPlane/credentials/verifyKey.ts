import type { Query } from '../database/query.ts';
import { isSameDigest, secretDigest } from './localSecret.ts';
import type { AppContext } from '../appContext.ts';
import type { VerifiedKey } from '../workspaces/requestContext.ts';
import { unauthorized } from '../httpError.ts';

interface Row {
  readonly seq: number;
  readonly digest: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly api_key_id: string;
  readonly service_account_id: string | null;
  readonly scope: string;
  readonly workspace_id: string;
  readonly tenant_id: string;
  readonly slug: string;
  readonly plan_id: string;
  readonly workspace_status: string;
  readonly account_seq: number | null;
  readonly account_status: string | null;
  readonly account_role: string | null;
}

const byDigest: Query<Row> = {
  sql: `SELECT k.seq, hex(k.secret_sha256) AS digest, k.expires_at, k.revoked_at, k.api_key_id,
      k.service_account_id, k.scope, k.workspace_id, w.tenant_id, w.slug, w.plan_id,
      w.status AS workspace_status, a.seq AS account_seq, a.status AS account_status,
      a.role AS account_role
    FROM api_keys k
    JOIN workspaces w ON w.workspace_id = k.workspace_id
    LEFT JOIN service_accounts a ON a.service_account_id = k.service_account_id
    WHERE k.secret_sha256 = unhex(?)`,
};

/**
 * Answers the key behind a secret, if it may act now, and notes its use. The file is asked each time:
 * another process may just have revoked the key. Throws a HttpError that says why not
 * (docs/contract.md, Identity).
 */
export function createKeyVerifier({
  database,
  lastUsed,
  now,
}: Pick<AppContext, 'database' | 'lastUsed' | 'now'>): (secret: string) => VerifiedKey {
  return (secret) => {
    const digest = secretDigest(secret);
    const time = now();
    const row = database.get(byDigest, digest);
    if (row === undefined || !isSameDigest(row.digest, digest)) {
      throw unauthorized('Workspace API key is invalid');
    }
    requireLive(row, time);
    lastUsed.touch(row.seq, row.account_seq, time.getTime());
    return verifiedKey(row);
  };
}

/** In the server's order (docs/contract.md, Identity). */
function requireLive(row: Row, time: Date): void {
  if (row.revoked_at !== null) throw unauthorized('Workspace API key is no longer active');
  if (row.expires_at !== null && row.expires_at <= time.toISOString()) {
    throw unauthorized('Workspace API key has expired');
  }
  if (row.workspace_status !== 'active') {
    throw unauthorized('Workspace API key is not bound to an active workspace');
  }
  if (row.account_status !== null && row.account_status !== 'active') {
    throw unauthorized('Workspace API key is not bound to an active service account');
  }
}

function verifiedKey(row: Row): VerifiedKey {
  return {
    apiKeyId: row.api_key_id,
    tenantId: row.tenant_id,
    workspaceSlug: row.slug,
    workspaceId: row.workspace_id,
    planId: row.plan_id,
    // `as`: written by this control plane only, as an array of scopes.
    scope: JSON.parse(row.scope) as string[],
    subject:
      row.service_account_id === null
        ? `api_key:${row.api_key_id}`
        : `service_account:${row.service_account_id}`,
    role: row.account_role ?? 'workspace_service',
  };
}
