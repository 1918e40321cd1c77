import * as z from 'zod/mini';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { TakeFingerprint } from '../storage/fingerprint.ts';
import type { Ports } from '../ports.ts';
import { createRecords } from '../storage/records.ts';

const dismissal = z.object({
  fingerprint: z.string(),
  /** File and line where the person said so, or what it looked like: never a value. */
  where: z.string(),
  /** ISO time. */
  since: z.string(),
});

/** A value that the person called no secret. */
export type Dismissal = z.infer<typeof dismissal>;

/** What looks like a secret and is none, known by fingerprint. */
export interface Dismissals {
  has(value: Secret): Promise<boolean>;
  add(value: Secret, where: string): Promise<Dismissal>;
  all(): Promise<readonly Dismissal[]>;
  /** It counts as a secret again. */
  remove(known: Dismissal): Promise<void>;
}

export function createDismissals(ports: Ports, takeFingerprint: TakeFingerprint): Dismissals {
  const records = createRecords(ports, 'dismissed', dismissal);
  return {
    has: async (value) => (await records.get(await takeFingerprint(value))) !== undefined,
    async add(value, where) {
      const fingerprint = await takeFingerprint(value);
      const known = { fingerprint, where, since: ports.clock.now().toISOString() };
      await records.put(fingerprint, known);
      return known;
    },
    all: () => records.list(),
    remove: ({ fingerprint }) => records.remove(fingerprint),
  };
}
