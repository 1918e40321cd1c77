import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { CHALLENGE_HEADER, HEALTH, PROOF_HEADER } from './health.ts';
import type { Install } from '../install.ts';

/** How long whoever has the port may take to prove who they are. */
const TIMEOUT_MS = 1500;

/** Whoever has a port: a window with our own data file, some other program, or nobody any more. */
export type Neighbour = 'ours' | 'stranger' | 'gone';

/**
 * Asks whoever has the port to prove that they have our own data file open. They are sent a random
 * challenge and nothing else; only who can read the file can answer it, and only for that port.
 */
export async function recognize(install: Install, port: number): Promise<Neighbour> {
  const challenge = randomBytes(32).toString('hex');
  const proof = await askForProof(port, challenge);
  if (proof === GONE) return 'gone';
  return proof !== undefined && install.isProof(proof, challenge, port) ? 'ours' : 'stranger';
}

const GONE = Symbol('gone');

/** Answers `undefined` for everything that is not a proof: a stranger may say or do anything. */
function askForProof(port: number, challenge: string): Promise<string | typeof GONE | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: HEALTH,
        headers: { [CHALLENGE_HEADER]: challenge },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        const proof = response.headers[PROOF_HEADER];
        resolve(typeof proof === 'string' ? proof : undefined);
        response.destroy();
      },
    );
    asked.on('error', (error) => {
      // A window that closes cuts its connections, and then refuses new ones.
      const isCut =
        'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET');
      resolve(isCut ? GONE : undefined);
    });
    asked.end();
  });
}
