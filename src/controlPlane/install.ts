import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WHILE_OPENING_MS, type Database, type Query } from './database/query.ts';
import { newId } from './ids.ts';

/** What marks this data file as one and the same control plane, in whichever process it is open. */
export interface Install {
  readonly instanceId: string;
  /** Proves on `port` that the answering process has this data file open; `challenge` is the asker's. */
  proof(challenge: string, port: number): string;
  /** Whether a proof is right. A process that relays the challenge elsewhere has another port. */
  isProof(proof: string, challenge: string, port: number): boolean;
}

const install: Query<{ instance_id: string; proof_key: Uint8Array }> = {
  sql: 'SELECT instance_id, proof_key FROM install',
};

/** What the asker of a challenge proves in turn; no challenge that is answered reads like it. */
export const stayOf = (challenge: string): string => `stay ${challenge}`;

/** Reads the file's identity, making one for a new file. The proof key never leaves the file. */
export function readInstall(database: Database, now: Date): Install {
  const row =
    database.get(install) ??
    database.write(() => database.get(install) ?? make(), WHILE_OPENING_MS);

  function make() {
    const made = { instance_id: newId('plane', now), proof_key: randomBytes(32) };
    database.insert('install', { id: 1, ...made, created_at: now.toISOString() });
    return made;
  }

  function proof(challenge: string, port: number): string {
    return createHmac('sha256', row.proof_key)
      .update(`keyrail listener ${port} ${challenge}`)
      .digest('hex');
  }

  return {
    instanceId: row.instance_id,
    proof,
    isProof(candidate, challenge, port) {
      const expected = Buffer.from(proof(challenge, port));
      const given = Buffer.from(candidate);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
