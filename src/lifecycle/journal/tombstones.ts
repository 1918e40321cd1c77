import * as z from 'zod/mini';
import type { Entry } from './entry.ts';
import type { Ports } from '../model/ports.ts';
import { createRecords } from '../storage/records.ts';

const tombstone = z.object({
  id: z.string(),
  connectionId: z.string(),
  workspaceId: z.string(),
  serviceAccountId: z.nullable(z.string()),
  scope: z.array(z.string()),
  expiresAt: z.nullable(z.string()),
  /** By the clock of the control plane, as far as it was known: rows are compared with it. */
  startedAt: z.string(),
  until: z.string(),
  /** Keys that this operation made and that are accounted for, or that the person was told of. */
  known: z.array(z.string()),
});

/**
 * Remembers, for 24 hours, an operation that asked for a key: a server that does not honour the
 * idempotency key for ever may still carry out an attempt that was lost, or sent twice on the way.
 */
export type Tombstone = z.infer<typeof tombstone>;

export interface Tombstones {
  put(entry: Entry): Promise<void>;
  /** Those still valid; expired ones are removed by the way. */
  valid(): Promise<readonly Tombstone[]>;
  /** This key is accounted for: it is not looked at again. */
  account(stone: Tombstone, keyId: string): Promise<void>;
}

const dayMs = 86_400_000;

export function createTombstones(ports: Ports): Tombstones {
  const records = createRecords(ports, 'tombstones', tombstone);
  const aheadMs = (connectionId: string) =>
    ports.clock.now().getTime() - ports.serverTime(connectionId).getTime();
  return {
    async put(entry) {
      await records.put(entry.id, {
        id: entry.id,
        connectionId: entry.connectionId,
        workspaceId: entry.workspaceId,
        ...entry.expected,
        startedAt: new Date(
          Date.parse(entry.startedAt) - aheadMs(entry.connectionId),
        ).toISOString(),
        until: new Date(ports.clock.now().getTime() + dayMs).toISOString(),
        known: [...entry.lost, ...(entry.issued ? [entry.issued] : [])].map((key) => key.keyId),
      });
    },
    async valid() {
      const now = ports.clock.now().getTime();
      const all = await records.list();
      for (const stone of all) {
        if (Date.parse(stone.until) <= now) await records.remove(stone.id);
      }
      return all.filter((stone) => Date.parse(stone.until) > now);
    },
    async account(stone, keyId) {
      const known = (await records.get(stone.id))?.known ?? stone.known;
      await records.put(stone.id, { ...stone, known: [...known, keyId] });
    },
  };
}
