import path from 'node:path';
import { startProgram } from '../../support/program.ts';
import { root } from '../../support/root.mjs';

/** A control plane in a process of its own, and a trivial handler behind the same listener there. */
export interface BenchPlane {
  readonly runtime: number;
  readonly management: number;
  readonly trivial: number;
  /** For the management plane. */
  readonly token: string;
  readonly keysPath: string;
  /** Issues a key; resolves with its secret. */
  issue(): Promise<string>;
  dispose(): Promise<void>;
}

export async function startPlane(): Promise<BenchPlane> {
  const program = await startProgram(
    process.execPath,
    [path.join(root, 'test', 'bench', 'load', 'server.ts')],
    { env: process.env },
  );
  const [said] = await program.says(/^\{.*\}$/m, 30_000);
  // `as`: server.ts wrote it.
  const where = JSON.parse(said) as Pick<
    BenchPlane,
    'runtime' | 'management' | 'trivial' | 'token'
  > & { workspaceId: string };
  const keysPath = `/api/v1/saas/workspaces/${where.workspaceId}/api-keys`;
  return {
    ...where,
    keysPath,
    async issue() {
      const response = await fetch(`http://127.0.0.1:${where.management}${keysPath}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${where.token}`,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: keyBody,
      });
      const text = await response.text();
      const secret = /"secret_key":"([^"]+)"/.exec(text)?.[1];
      if (secret === undefined) throw new Error(`No key was issued: ${response.status} ${text}`);
      return secret;
    },
    dispose: () => program.dispose(),
  };
}

export const keyBody = JSON.stringify({ scope: ['runs:write'] });
