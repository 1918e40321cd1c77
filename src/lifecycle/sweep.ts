import { randomUUID } from 'node:crypto';
import { ApiError } from '../client/apiError.ts';
import type { ApiKey } from '../wire/apiKeys.ts';
import { sameInstant, sameScope } from './answer.ts';
import { isLive } from './expiry.ts';
import { record } from './note.ts';
import type { Reached } from './ports.ts';
import type { Room } from './room.ts';
import type { Tombstone } from './tombstones.ts';

const clockDifferenceMs = 5 * 60_000;

/**
 * Looks among the keys of every control-plane workspace that has a tombstone for one that a lost
 * request made late. Its expiry is that request's own to the millisecond: then it is ended. Without
 * an expiry it only looks alike: then the person is told, once.
 */
export async function sweepTombstones(room: Room): Promise<void> {
  const stones = await room.tombstones.valid();
  const workspaces = Map.groupBy(stones, (stone) => `${stone.connectionId} ${stone.workspaceId}`);
  for (const ofOne of workspaces.values()) {
    const [first] = ofOne;
    if (!first) continue;
    const reached = await room.ports.reach(first.connectionId);
    if (!reached) continue;
    try {
      const rows = await reached.keys.apiKeys(first.workspaceId);
      for (const stone of ofOne) await sweepOne(room, reached, stone, rows);
    } catch (error) {
      // Offline, or not permitted: the tombstone is still there next time.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

async function sweepOne(
  room: Room,
  reached: Reached,
  stone: Tombstone,
  rows: readonly ApiKey[],
): Promise<void> {
  for (const row of rows) {
    if (!looksAlike(row, stone, room.ports.clock.now())) continue;
    if (await isAccountedFor(room, stone, row.api_key_id)) continue;
    const { connectionId, workspaceId } = stone;
    const keyId = row.api_key_id;
    if (stone.expiresAt === null) {
      room.ports.notify({ kind: 'suspect', connectionId, keyId });
    } else {
      await reached.keys.revokeApiKey(workspaceId, keyId, { idempotencyKey: randomUUID() });
      await record(room, {
        kind: 'recovery',
        connectionId,
        workspaceId,
        keyId,
        keyPrefix: row.key_prefix,
        operationId: stone.id,
        detail: 'late-commit',
      });
      room.ports.notify({ kind: 'ended-unowned', keyId, because: 'late-commit' });
    }
    await room.tombstones.account(stone, keyId);
  }
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

async function isAccountedFor(room: Room, stone: Tombstone, keyId: string): Promise<boolean> {
  if (stone.known.includes(keyId)) return true;
  if (await room.copies.marker(stone.connectionId, keyId)) return true;
  const { entries } = await room.journal.find();
  return entries.some(
    ({ issued, request }) =>
      issued?.keyId === keyId || (request.kind === 'rotate' && request.keyId === keyId),
  );
}
