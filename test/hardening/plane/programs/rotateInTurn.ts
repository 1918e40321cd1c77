import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';

/** Rotates every key that it is told, one a line, and says the status of each answer. */
const [folder = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
writeSync(1, 'ready\n');
for await (const keyId of createInterface({ input: process.stdin })) {
  const request = new Request(
    `http://127.0.0.1/api/v1/saas/workspaces/${plane.workspaceId}/api-keys/${keyId}:rotate`,
    { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body: '{}' },
  );
  const response = await plane.app.fetch(request, { subject: plane.subject });
  writeSync(1, `${response.status}\n`);
}
await plane.close();
