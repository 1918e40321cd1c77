import type { Secret } from '../../domain/secrets/secret.ts';
import type { Database } from '../database/query.ts';
import { newId } from '../ids.ts';
import { mintSecret, secretDigest } from './localSecret.ts';

interface NewKey {
  readonly workspaceId: string;
  readonly accountId: string | null;
  readonly scope: readonly string[];
  readonly expiresAt: string | null;
  readonly createdBy: string;
}

const INSERT = `INSERT INTO api_keys (api_key_id, workspace_id, service_account_id, key_prefix,
    secret_sha256, scope, created_by_user_id, expires_at, created_at, updated_at)
  VALUES (?, ?, ?, ?, unhex(?), ?, ?, ?, ?9, ?9) ON CONFLICT (key_prefix) DO NOTHING`;

/** So many secrets are tried with the time of one millisecond before the next one is taken. */
const TRIES_A_MILLISECOND = 8;

/**
 * Stores a new key and answers its id and the only copy of its secret. A prefix that is taken gets
 * another secret. Belongs into the transaction of what it is made for.
 */
export function insertKey(
  database: Database,
  now: Date,
  key: NewKey,
  mint: (now: Date) => Secret = mintSecret,
): { keyId: string; secret: Secret } {
  const keyId = newId('key', now);
  for (let tries = 0; ; tries++) {
    const secret = mint(new Date(now.getTime() + Math.floor(tries / TRIES_A_MILLISECOND)));
    const inserted = database.run(
      INSERT,
      keyId,
      key.workspaceId,
      key.accountId,
      secret.keyPrefix,
      secretDigest(secret.reveal()),
      JSON.stringify(key.scope),
      key.createdBy,
      key.expiresAt,
      now.toISOString(),
    );
    if (inserted === 1) return { keyId, secret };
  }
}
