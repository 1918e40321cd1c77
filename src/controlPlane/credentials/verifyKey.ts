import type { Query } from '../database/query.ts';
import { isSameDigest, secretDigest } from './localSecret.ts';
import type { Plane } from '../plane.ts';
import type { VerifiedKey } from '../workspaces/visits.ts';
import { unauthorized } from '../refusal.ts';

/** What about a key can change, and so is read for every single request. */
interface Standing {
  readonly seq: number;
  /** In hex: bytes would be an allocation outside of the heap for every request. */
  readonly digest: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly workspace_status: string;
  readonly account_seq: number | null;
  readonly account_status: string | null;
}

/** What never changes once a key is made. */
interface Grant {
  readonly api_key_id: string;
  readonly service_account_id: string | null;
  readonly scope: string;
  readonly workspace_id: string;
  readonly tenant_id: string;
  readonly slug: string;
  readonly plan_id: string;
  readonly account_role: string | null;
}

const standing: Query<Standing> = {
  sql: `SELECT k.seq, hex(k.secret_sha256) AS digest, k.expires_at, k.revoked_at, w.status AS workspace_status,
      a.seq AS account_seq, a.status AS account_status
    FROM api_keys k
    JOIN workspaces w ON w.workspace_id = k.workspace_id
    LEFT JOIN service_accounts a ON a.service_account_id = k.service_account_id
    WHERE k.secret_sha256 = unhex(?)`,
};

const grant: Query<Grant> = {
  sql: `SELECT k.api_key_id, k.service_account_id, k.scope, k.workspace_id, w.tenant_id, w.slug,
      w.plan_id, a.role AS account_role
    FROM api_keys k
    JOIN workspaces w ON w.workspace_id = k.workspace_id
    LEFT JOIN service_accounts a ON a.service_account_id = k.service_account_id
    WHERE k.seq = ?`,
};

/** So many grants are remembered before they are all forgotten; a key takes some 400 bytes. */
const REMEMBERED = 10_000;

/**
 * Answers the key behind a secret, if it may act now, and notes its use. Whether it may is looked up
 * in the file each time, because another process may just have revoked it. Throws a Refusal that
 * says why not (facts §2).
 */
export function createKeyVerifier({
  database,
  lastUsed,
  now,
}: Pick<Plane, 'database' | 'lastUsed' | 'now'>): (secret: string) => VerifiedKey {
  const grants = new Map<number, VerifiedKey>();

  function grantOf(seq: number): VerifiedKey {
    const known = grants.get(seq);
    if (known !== undefined) return known;
    const row = database.get(grant, seq);
    if (row === undefined) throw unauthorized('Workspace API key is invalid');
    if (grants.size >= REMEMBERED) grants.clear();
    const made = verified(row);
    grants.set(seq, made);
    return made;
  }

  return (secret) => {
    const digest = secretDigest(secret);
    const row = database.get(standing, digest);
    if (row === undefined || !isSameDigest(row.digest, digest)) {
      throw unauthorized('Workspace API key is invalid');
    }
    const time = now();
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
    lastUsed.touch(row.seq, row.account_seq, time.getTime());
    return grantOf(row.seq);
  };
}

function verified(row: Grant): VerifiedKey {
  return {
    apiKeyId: row.api_key_id,
    tenantId: row.tenant_id,
    workspaceSlug: row.slug,
    workspaceId: row.workspace_id,
    planId: row.plan_id,
    // `as`: written by this room only, as an array of scopes.
    scope: JSON.parse(row.scope) as string[],
    subject:
      row.service_account_id === null
        ? `api_key:${row.api_key_id}`
        : `service_account:${row.service_account_id}`,
    role: row.account_role ?? 'workspace_service',
  };
}
