import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { handed } from '../../../unit/controlPlane/handed.ts';

/**
 * One window among several on one data file: creates, lists, uses, rotates and revokes keys of its
 * own. Says every answer that is none of those expected, and last what must be there.
 */
const [folder = '', count = '500'] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder);
const home = `/saas/workspaces/${plane.workspaceId}`;

async function ask(
  method: string,
  path: string,
  secret?: string,
): Promise<Record<string, unknown>> {
  const { status, json } = await handed(plane, method, path, {
    once: randomUUID(),
    ...(secret === undefined ? {} : { secret }),
    ...(method === 'POST' ? { body: JSON.stringify({ scope: ['runs:write'] }) } : {}),
  });
  const parsed = json as { data?: object };
  const expected = secret === undefined ? [200, 201] : [404];
  if (!expected.includes(status)) {
    writeSync(1, `wrong ${method} ${path}: ${status} ${JSON.stringify(parsed)}\n`);
  }
  return { ...parsed.data };
}

interface Held {
  readonly id: string;
  readonly secret: string;
}
const held: Held[] = [];
const keep = (made: Record<string, unknown>) => {
  // `as`: the shape of create and rotate, whose status was just looked at.
  const key = made['api_key'] as { api_key_id: string } | undefined;
  const secret = made['secret_key'];
  if (key && typeof secret === 'string') held.push({ id: key.api_key_id, secret });
};
for (let at = 0; at < Number(count); at++) {
  const last = held[at % Math.max(1, held.length)];
  const turn = at % 5;
  if (turn < 2 || last === undefined) keep(await ask('POST', `${home}/api-keys`));
  else if (turn === 2) await ask('GET', '/_probe', last.secret);
  else if (turn === 3) await ask('GET', `${home}/api-keys`);
  else {
    const dead = held.shift();
    if (dead)
      keep(await ask('POST', `${home}/api-keys/${dead.id}:${at % 2 === 0 ? 'rotate' : 'revoke'}`));
  }
}
for (const { secret } of held) writeSync(1, `live ${secret}\n`);
await plane.close();
