import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { handed } from '../../../unit/controlPlane/handed.ts';

/** Creates keys until it is refused, says what was answered for, and then what the refusals said. */
const [folder = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
let refused = 0;
for (let made = 0; made < 20_000 && refused < 3; made++) {
  const { status, json } = await handed(
    plane,
    'POST',
    `/saas/workspaces/${plane.workspaceId}/api-keys`,
    { once: randomUUID(), body: JSON.stringify({ scope: ['runs:write'] }) },
  );
  const answer = json as { data?: { secret_key: string }; error?: { message: string } };
  if (answer.data) writeSync(1, `told ${answer.data.secret_key}\n`);
  else {
    refused++;
    writeSync(1, `refused ${status} ${answer.error?.message ?? ''}\n`);
  }
}
await plane.close();
