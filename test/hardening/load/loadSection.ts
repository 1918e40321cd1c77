import { openLoad } from '../../bench/load/client.ts';
import { requestText } from '../../bench/load/http.ts';
import { keyBody, startPlane } from '../../bench/load/plane.ts';
import type { Run } from '../run.ts';

const CONNECTIONS = 16;

/**
 * Verifications and creations a second, the client on the same machine: told beside what is aimed at,
 * and red only for an answer that is wrong. Times depend on the machine.
 */
export async function loadSection({ report, long }: Run): Promise<void> {
  const section = report.section('load: the embedded control plane');
  const ms = long ? 5000 : 1000;
  const plane = await startPlane();
  try {
    const secret = await plane.issue();
    const probe = requestText({
      method: 'GET',
      path: '/api/v1/_probe',
      port: plane.runtime,
      bearer: secret,
    });
    const verify = await rate(plane.runtime, 404, () => probe, ms);
    const create = await rate(
      plane.management,
      201,
      () =>
        requestText({
          method: 'POST',
          path: plane.keysPath,
          port: plane.management,
          bearer: plane.token,
          body: keyBody,
        }),
      ms,
    );
    section.pass(2);
    section.note(
      `${verify.toFixed(0)} verifications/s (aim 3,000), ${create.toFixed(0)} creates/s (aim 800)`,
    );
  } catch (error) {
    section.fail(`a request got a wrong answer: ${String(error)}`);
  } finally {
    await plane.dispose();
  }
}

async function rate(port: number, status: number, request: () => string, ms: number) {
  const load = await openLoad({ port, connections: CONNECTIONS, status, request });
  try {
    await load.rate(300);
    return await load.rate(ms);
  } finally {
    load.close();
  }
}
