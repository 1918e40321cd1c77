import { writeSync } from 'node:fs';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { handed } from '../handed.ts';

/**
 * Creates keys until it is killed or has made as many as it was told, some at a time, and says each
 * secret after the control plane has answered for it: what was said is an acknowledged commit.
 */
const [folder = '', count = 'Infinity', atOnce = '1'] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
let begun = 0;

async function create(): Promise<void> {
  const number = begun++;
  const { json } = await handed(plane, 'POST', `/saas/workspaces/${plane.workspaceId}/api-keys`, {
    once: `${process.pid}-${number}-${Date.now()}`,
    body: JSON.stringify({ scope: ['runs:write'] }),
  });
  const { data } = json as { data: { secret_key: string } };
  // Synchronous, so that what is in the pipe has left this process.
  writeSync(1, `${data.secret_key}\n`);
}

async function createOneAfterAnother(): Promise<void> {
  while (begun < Number(count)) await create();
}

await Promise.all(Array.from({ length: Number(atOnce) }, createOneAfterAnother));
await plane.close();
