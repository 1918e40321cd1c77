import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Install } from './install.ts';

/** How long whoever has the port may take to prove who they are. */
const TIMEOUT_MS = 1500;

/**
 * Whether the port is served by a process that has our own data file open. It is sent a random
 * challenge and nothing else; only who can read the file can answer it, and only for that port.
 */
export async function recognize(install: Install, port: number): Promise<boolean> {
  const challenge = randomBytes(32).toString('hex');
  const proof = await askForProof(port, challenge);
  return proof !== undefined && install.isProof(proof, challenge, port);
}

/** Answers `undefined` for everything that is not a proof: a stranger may say or do anything. */
function askForProof(port: number, challenge: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: '/api/v1/health',
        headers: { 'x-keyrail-challenge': challenge },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        const proof = response.headers['x-keyrail-proof'];
        resolve(typeof proof === 'string' ? proof : undefined);
        response.destroy();
      },
    );
    asked.on('error', () => {
      resolve(undefined);
    });
    asked.end();
  });
}
