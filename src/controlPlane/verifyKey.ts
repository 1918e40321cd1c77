import { timingSafeEqual } from 'node:crypto';
import type { NewAuditEvent } from './audit.ts';
import type { Query } from './database/query.ts';
import type { Call } from './exchange.ts';
import { secretDigest } from './localSecret.ts';
import type { Plane } from './plane.ts';
import type { VerifiedKey } from './visits.ts';
import { invalid, Refusal, unauthorized } from './refusal.ts';

interface KeyRow {
  seq: number;
  api_key_id: string;
  service_account_id: string | null;
  secret_sha256: Uint8Array;
  scope: string;
  expires_at: string | null;
  revoked_at: string | null;
  workspace_id: string;
  tenant_id: string;
  slug: string;
  plan_id: string;
  workspace_status: string;
  account_seq: number | null;
  account_status: string | null;
  account_role: string | null;
}

const keyBySecret: Query<KeyRow> = {
  sql: `SELECT k.seq, k.api_key_id, k.service_account_id, k.secret_sha256, k.scope, k.expires_at,
      k.revoked_at, k.workspace_id, w.tenant_id, w.slug, w.plan_id, w.status AS workspace_status,
      a.seq AS account_seq, a.status AS account_status, a.role AS account_role
    FROM api_keys k
    JOIN workspaces w ON w.workspace_id = k.workspace_id
    LEFT JOIN service_accounts a ON a.service_account_id = k.service_account_id
    WHERE k.secret_sha256 = ?`,
};

/** The secret a runtime call presents, in either header. @throws Refusal when the two differ. */
export function presentedSecret(call: Call): string | undefined {
  const bearer = /^bearer +(\S+) *$/i.exec(call.header('authorization') ?? '')?.[1];
  const direct = call.header('x-api-key')?.trim();
  if (bearer !== undefined && direct && direct !== bearer) {
    throw invalid('Authorization bearer token and X-API-Key must match when both are provided');
  }
  return bearer ?? (direct === '' ? undefined : direct);
}

/** The key behind a secret, if it may act now; its use is noted. @throws Refusal that says why not (facts §2). */
export function verifyKey(
  plane: Pick<Plane, 'database' | 'now' | 'lastUsed'>,
  secret: string,
): VerifiedKey {
  const digest = secretDigest(secret);
  const row = plane.database.get(keyBySecret, digest);
  if (row === undefined || !timingSafeEqual(row.secret_sha256, digest)) {
    throw unauthorized('Workspace API key is invalid');
  }
  const now = plane.now();
  if (row.revoked_at !== null) throw unauthorized('Workspace API key is no longer active');
  if (row.expires_at !== null && row.expires_at <= now.toISOString()) {
    throw unauthorized('Workspace API key has expired');
  }
  if (row.workspace_status !== 'active') {
    throw unauthorized('Workspace API key is not bound to an active workspace');
  }
  if (row.account_status !== null && row.account_status !== 'active') {
    throw unauthorized('Workspace API key is not bound to an active service account');
  }
  plane.lastUsed.touch(row.seq, row.account_seq, now.getTime());
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

/** @throws Refusal 403 when the key lacks the scope. An empty scope grants nothing here. */
export function requireScope(key: VerifiedKey, scope: string): void {
  if (key.scope.includes(scope)) return;
  throw new Refusal(
    403,
    'workspace_api_key_scope_denied',
    'Workspace API key is missing the required runtime scope',
    { required_scopes: [scope], granted_scopes: key.scope, api_key_id: key.apiKeyId },
  );
}

/** A key as the actor of an audit event: a machine is not called a person here. */
export function callerOf({ subject }: Pick<VerifiedKey, 'subject'>): NewAuditEvent['actor'] {
  return {
    type: subject.startsWith('service_account:') ? 'service_account' : 'api_key',
    ref: subject,
  };
}
