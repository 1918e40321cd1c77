import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { handed } from '../../../unit/controlPlane/handed.ts';

/** Rotates every key that it is told, one a line, and says the status of each answer. */
const [folder = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
writeSync(1, 'ready\n');
for await (const keyId of createInterface({ input: process.stdin })) {
  const path = `/saas/workspaces/${plane.workspaceId}/api-keys/${keyId}:rotate`;
  const response = await handed(plane, 'POST', path, { once: randomUUID(), body: '{}' });
  writeSync(1, `${response.status}\n`);
}
await plane.close();
