import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { listen } from '../../../src/controlPlane/listener/listen.ts';
import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import { identifyManager } from '../../../src/controlPlane/listener/managementToken.ts';

/*
 * A process of its own for rows 10 and 11, so that the load does not share a thread with the server:
 * the embedded control plane's two doors, and the same listener with a trivial handler. Says where
 * they are in one JSON line.
 */
const folder = mkdtempSync(path.join(os.tmpdir(), 'keyrail-bench-plane-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));

const plane = await openLocalControlPlane(folder);
const runtime = await plane.listen(0);
const token = randomBytes(32).toString('base64url');
const management = await listen({
  app: plane.app,
  port: 0,
  identify: identifyManager(token, plane.subject),
});
const body = JSON.stringify({
  error: { code: 'not_found', message: 'Route not found', details: {} },
  meta: {
    request_id: 'req_00000000000000000000000000',
    trace_id: 'trc_00000000000000000000000000',
  },
});
const trivial = await listen({
  port: 0,
  app: {
    answer: async () => ({
      status: 404,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
    }),
  },
});
console.log(
  JSON.stringify({
    runtime: runtime.port,
    management: management.port,
    trivial: trivial.port,
    token,
    workspaceId: plane.workspaceId,
  }),
);
