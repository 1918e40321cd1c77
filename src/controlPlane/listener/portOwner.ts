import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { CHALLENGE_HEADER, HEALTH, PROOF_HEADER, STAY_HEADER } from './health.ts';
import { stayOf, type Install } from '../install.ts';

/** How long whoever has the port may take to prove who they are. */
const TIMEOUT_MS = 1500;

/** A window with our own data file that will be heard to go. */
export interface PortWatch {
  /** When it has gone, or `leave` was called. */
  readonly ended: Promise<void>;
  leave(): void;
}

/** Whoever has a port: a window with our own data file, some other program, or nobody any more. */
export type PortOwner =
  | { readonly kind: 'ours'; readonly watch: PortWatch | undefined }
  | { readonly kind: 'foreign' }
  /** Nobody knows yet: a window that is busy says nothing for a while. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'gone' };

/**
 * Asks whoever has the port to prove that they have our own data file open, and to keep the connection
 * for as long as they have it. They are sent a random challenge, and a proof of our own that is good for
 * that challenge and port alone; only who can read the file can answer the one and check the other.
 */
export function identifyPortOwner(install: Install, port: number): Promise<PortOwner> {
  const challenge = randomBytes(32).toString('hex');
  return new Promise((resolve) => {
    // A foreign process may say or do anything.
    const late = setTimeout(() => {
      resolve({ kind: 'silent' });
      asked.destroy();
    }, TIMEOUT_MS);
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: HEALTH,
        headers: {
          [CHALLENGE_HEADER]: challenge,
          [STAY_HEADER]: install.proof(stayOf(challenge), port),
        },
        agent: false,
      },
      (response) => {
        clearTimeout(late);
        const proof = response.headers[PROOF_HEADER];
        const isOurs = typeof proof === 'string' && install.isProof(proof, challenge, port);
        const stays = isOurs && response.headers[STAY_HEADER] === '1';
        resolve(
          isOurs
            ? { kind: 'ours', watch: stays ? stayWith(response) : undefined }
            : { kind: 'foreign' },
        );
        if (!stays) response.destroy();
      },
    );
    asked.on('error', (error) => {
      clearTimeout(late);
      // A window that closes cuts its connections, and then refuses new ones.
      const isCut =
        'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET');
      resolve({ kind: isCut ? 'gone' : 'foreign' });
    });
    asked.end();
  });
}

function stayWith(response: IncomingMessage): PortWatch {
  const ended = new Promise<void>((resolve) => {
    response.once('close', () => {
      resolve();
    });
  });
  // It ends in no other way than by being cut.
  response.on('error', () => undefined).resume();
  return {
    ended,
    leave() {
      response.destroy();
    },
  };
}
