import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import {
  openLocalControlPlane,
  type LocalControlPlane,
} from '../../../src/controlPlane/localControlPlane.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { fillPlane } from '../fillPlane.ts';

/** How many different keys are used, however many there are. */
const used = 1000;

/** A control plane in this process with `keys` keys, at most 1,000 or whole thousands. */
export async function planeWith(keys: number) {
  const folder = await temporaryFolder('bench-keys');
  // The control plane seeds itself; then its own code puts the keys in, many to a transaction.
  const first = await openLocalControlPlane(folder.path);
  await first.close();
  const all = await fillPlane(folder.path, keys);
  const secrets = all.filter((_, at) => at % Math.max(1, keys / used) === 0);
  const plane = await openLocalControlPlane(folder.path);
  let next = 0;
  const client = clientOf(plane);
  return {
    /** Asks for all keys as the extension does, without a socket; for the first time. */
    list: () => clientOf(plane).apiKeys(plane.workspaceId),
    /** The same where the keys are known from before. */
    listAgain: () => client.apiKeys(plane.workspaceId),
    async rate(ms: number): Promise<number> {
      const start = performance.now();
      let count = 0;
      for (; performance.now() - start < ms; count++) {
        next = (next + 1) % secrets.length;
        const { status } = await plane.app.answer(probe(secrets[next]!), () => undefined);
        if (status !== 404) throw new Error(`A key was not accepted: ${status}`);
      }
      return count / ((performance.now() - start) / 1000);
    },
    async dispose() {
      await plane.close();
      folder.dispose();
    },
  };
}

function clientOf(plane: LocalControlPlane) {
  const caller = { subject: plane.subject };
  const http = createHttp({
    baseUrl: 'http://127.0.0.1:1',
    headers: async () => ({}),
    timeoutMs: 30_000,
    fetch: (request) => plane.app.hand(request, caller),
  });
  return createManagementClient(http);
}

/** The harmless question: 404 is an accepted key, 401 a refused one. */
function probe(secret: string) {
  const bearer = `Bearer ${secret}`;
  return {
    method: 'GET',
    path: '/api/v1/_probe',
    search: '',
    header: (name: string) => (name === 'authorization' ? bearer : null),
    text: async () => '',
  };
}
