import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Ports } from '../ports.ts';
import { createShared, type Shared } from '../storage/shared.ts';

const state = z.object({
  told: z.readonly(
    z.array(
      z.object({ keyId: z.string(), kind: z.string(), threshold: z.number(), at: z.string() }),
    ),
  ),
  quiet: z.readonly(z.array(z.object({ keyId: z.string(), until: z.nullable(z.string()) }))),
  /** When the next key becomes due, by control-plane workspace; ISO times. */
  next: z.record(z.string(), z.string()),
});

/** What was told of the keys of one connection, and when to look again. */
export type ToldState = z.infer<typeof state>;

/** Shared by all windows of this machine, so that each notice is shown in one of them. */
export function openTold(ports: Ports, connectionId: string): Shared<ToldState> {
  // A connection's id is ours, but a short hash is a harmless name on every disk.
  const name = createHash('sha256').update(connectionId).digest('hex').slice(0, 16);
  const folder = join(ports.folder, 'notices', name);
  return createShared(ports, folder, state, { told: [], quiet: [], next: {} });
}
