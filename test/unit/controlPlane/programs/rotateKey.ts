import { writeSync } from 'node:fs';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';

/** Rotates one key and says the status of the answer. */
const [folder = '', keyId = '', idempotencyKey = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
const request = new Request(
  `http://127.0.0.1/api/v1/saas/workspaces/${plane.workspaceId}/api-keys/${keyId}:rotate`,
  { method: 'POST', headers: { 'idempotency-key': idempotencyKey }, body: '{}' },
);
const response = await plane.app.fetch(request, { subject: plane.subject });
writeSync(1, `${response.status}\n`);
await plane.close();
