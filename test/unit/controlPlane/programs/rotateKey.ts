import { writeSync } from 'node:fs';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { handed } from '../handed.ts';

/** Rotates one key and says the status of the answer. */
const [folder = '', keyId = '', idempotencyKey = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
const path = `/saas/workspaces/${plane.workspaceId}/api-keys/${keyId}:rotate`;
const response = await handed(plane, 'POST', path, { once: idempotencyKey, body: '{}' });
writeSync(1, `${response.status}\n`);
await plane.close();
