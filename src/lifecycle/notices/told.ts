import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Ports } from '../model/ports.ts';
import { createShared, type Shared } from '../storage/shared.ts';

const state = z.object({
  told: z.readonly(
    z.array(
      z.object({ keyId: z.string(), kind: z.string(), threshold: z.number(), at: z.string() }),
    ),
  ),
  quiet: z.readonly(z.array(z.object({ keyId: z.string(), until: z.nullable(z.string()) }))),
  /** When the next key of a control-plane workspace becomes due; ISO time. */
  next: z.readonly(z.array(z.object({ workspaceId: z.string(), at: z.string() }))),
});

/** What was told of the keys of one connection, and when to look again. */
export type ToldState = z.infer<typeof state>;

/** The state with another moment to look again; `undefined` = there is none. */
export function withNext(state: ToldState, workspaceId: string, at: string | undefined): ToldState {
  if (nextOf(state, workspaceId) === at) return state;
  const others = state.next.filter((each) => each.workspaceId !== workspaceId);
  return { ...state, next: at === undefined ? others : [...others, { workspaceId, at }] };
}

export function nextOf(state: ToldState, workspaceId: string): string | undefined {
  return state.next.find((each) => each.workspaceId === workspaceId)?.at;
}

/** Shared by all windows of this machine, so that each notice is shown in one of them. */
export function openTold(ports: Ports, connectionId: string): Shared<ToldState> {
  // A connection's id is ours, but a short hash is a harmless name on every disk.
  const name = createHash('sha256').update(connectionId).digest('hex').slice(0, 16);
  const folder = join(ports.folder, 'notices', name);
  return createShared(ports, folder, state, { told: [], quiet: [], next: [] });
}
