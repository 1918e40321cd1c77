import { randomUUID } from 'node:crypto';
import { ApiError } from '../../client/apiError.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { sameInstant, sameScope } from '../steps/judgeResponse.ts';
import { isLive } from '../model/expiry.ts';
import { record } from '../steps/ledgerNote.ts';
import { tellOnce } from '../notices/tellOnce.ts';
import type { ServerAccess } from '../model/ports.ts';
import { reachQuietly } from '../drive/resume.ts';
import type { LifecycleContext } from '../context.ts';
import type { Tombstone } from '../journal/tombstones.ts';

const clockDifferenceMs = 5 * 60_000;

/** Looks into every control-plane workspace that has a tombstone; part of a recovery. */
export async function sweepTombstones(lifecycle: LifecycleContext): Promise<void> {
  const stones = await lifecycle.tombstones.valid();
  const workspaces = Map.groupBy(stones, (stone) => `${stone.connectionId} ${stone.workspaceId}`);
  for (const ofOne of workspaces.values()) {
    const [first] = ofOne;
    const access = first && (await reachQuietly(lifecycle, first.connectionId));
    if (!access) continue;
    try {
      const rows = await access.keys.apiKeys(first.workspaceId);
      for (const stone of ofOne) await sweepOne(lifecycle, access, stone, rows);
    } catch (error) {
      // Offline, not permitted, not usable now: the tombstone is still there next time.
      if (!(error instanceof ApiError || error instanceof UserFacingError)) throw error;
    }
  }
}

/**
 * Looks among rows that were listed anyway (a refresh) for a key that a lost request made late. Its
 * expiry is that request's own to the millisecond: then it is ended. A key without an expiry only
 * looks alike: then the person is told, once. `true`: something was ended, so the rows are old.
 * @throws ApiError when it cannot be ended now
 */
export async function sweepRows(
  lifecycle: LifecycleContext,
  at: { readonly connectionId: string; readonly workspaceId: string },
  rows: readonly ApiKey[],
): Promise<boolean> {
  const stones = (await lifecycle.tombstones.valid()).filter(
    ({ connectionId, workspaceId }) =>
      connectionId === at.connectionId && workspaceId === at.workspaceId,
  );
  if (stones.length === 0) return false;
  const access = await reachQuietly(lifecycle, at.connectionId);
  if (!access) return false;
  let ended = false;
  for (const stone of stones) ended = (await sweepOne(lifecycle, access, stone, rows)) || ended;
  return ended;
}

async function sweepOne(
  lifecycle: LifecycleContext,
  access: ServerAccess,
  stone: Tombstone,
  rows: readonly ApiKey[],
): Promise<boolean> {
  let ended = false;
  for (const row of rows) {
    if (!looksAlike(row, stone, lifecycle.ports.serverTime(stone.connectionId))) continue;
    if (await isAccountedFor(lifecycle, stone, row)) continue;
    const { connectionId, workspaceId } = stone;
    const keyId = row.api_key_id;
    // Nobody has the secret of a late twin: one that was used is somebody's.
    const isSuspect = stone.expiresAt === null || row.last_used_at !== null;
    if (!isSuspect) {
      await access.keys.revokeApiKey(workspaceId, keyId, { idempotencyKey: randomUUID() });
      ended = true;
    }
    // Another window may have listed the same row in the same moment.
    await tellOnce(lifecycle.ports, [`${stone.id} ${keyId}`], async () => {
      if (isSuspect) {
        lifecycle.ports.notify({ kind: 'suspect', connectionId, keyId });
        return;
      }
      await record(lifecycle, {
        kind: 'recovery',
        connectionId,
        workspaceId,
        keyId,
        keyPrefix: row.key_prefix,
        operationId: stone.id,
        detail: 'late-commit',
      });
      lifecycle.ports.notify({ kind: 'ended-unowned', keyId, because: 'late-commit' });
    });
    await lifecycle.tombstones.account(stone, keyId);
  }
  return ended;
}

function looksAlike(row: ApiKey, stone: Tombstone, now: Date): boolean {
  return (
    isLive(row, now) &&
    row.service_account_id === stone.serviceAccountId &&
    sameScope(row.scope, stone.scope) &&
    sameInstant(row.expires_at, stone.expiresAt) &&
    Date.parse(row.created_at) >= Date.parse(stone.startedAt) - clockDifferenceMs
  );
}

/** Known here, or just being made here: the answer of an open entry may not have come yet. */
async function isAccountedFor(
  lifecycle: LifecycleContext,
  stone: Tombstone,
  row: ApiKey,
): Promise<boolean> {
  const keyId = row.api_key_id;
  if (stone.known.includes(keyId)) return true;
  if (await lifecycle.copies.marker(stone.connectionId, keyId)) return true;
  const { entries } = await lifecycle.journal.find();
  return entries.some(
    ({ issued, request, expected }) =>
      issued?.keyId === keyId ||
      (request.kind === 'rotate' && request.keyId === keyId) ||
      (issued === null && sameInstant(expected.expiresAt, row.expires_at)),
  );
}
