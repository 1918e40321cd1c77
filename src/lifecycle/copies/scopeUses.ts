import * as z from 'zod/mini';
import type { Ports } from '../model/ports.ts';
import { createRecords } from '../storage/records.ts';

const scopeUse = z.object({
  connectionId: z.string(),
  keyId: z.string(),
  scope: z.string(),
  usedAt: z.nullable(z.string()),
  refusedAt: z.nullable(z.string()),
});

/** One scope of a key as calls from this machine met it; ISO times, ids only. */
export type SeenScope = z.infer<typeof scopeUse>;

/** What calls with keys of this machine were accepted and refused for. */
export interface ScopeUses {
  note(
    key: Pick<SeenScope, 'connectionId' | 'keyId'>,
    scope: string,
    outcome: 'used' | 'refused',
  ): Promise<void>;
  list(): Promise<readonly SeenScope[]>;
}

/** A use is not noted more often: that a scope is needed does not become truer by the minute. */
const restMs = 60 * 60_000;

export function createScopeUses(ports: Ports): ScopeUses {
  // One file a key and scope, so that two windows do not overwrite each other.
  const records = createRecords(ports, 'scopes', scopeUse);
  return {
    async note({ connectionId, keyId }, scope, outcome) {
      const name = `${connectionId} ${keyId} ${scope}`;
      const known = await records.get(name);
      const field = outcome === 'used' ? 'usedAt' : 'refusedAt';
      const now = ports.clock.now();
      const last = known?.[field];
      if (last && now.getTime() - Date.parse(last) < restMs) return;
      const none = { usedAt: null, refusedAt: null };
      await records.put(name, {
        ...none,
        ...known,
        connectionId,
        keyId,
        scope,
        [field]: now.toISOString(),
      });
    },
    list: () => records.list(),
  };
}
