import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { fillPlane } from '../fillPlane.ts';
import { budgets } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';

const sliceMs = 400;
/** How many different keys are used, however many there are. */
const used = 1000;

/** Row 16: the app alone, without a socket, asked by keys spread over all that there are. */
export async function verifyOfManyRow(): Promise<Result[]> {
  const few = await planeWith(1000);
  const many = await planeWith(100_000);
  try {
    const { subject, baseline } = await interleave({
      subject: () => many.rate(sliceMs),
      baseline: () => few.rate(sliceMs),
    });
    return [
      resultOf({
        row: 16,
        what: 'verify in process, 100,000 keys',
        unit: '/s',
        budget: budgets.verifyOfMany,
        subject,
        baseline: { what: '1,000 keys', samples: baseline },
      }),
    ];
  } finally {
    await few.dispose();
    await many.dispose();
  }
}

async function planeWith(keys: number) {
  const folder = await temporaryFolder('bench-keys');
  // The control plane seeds itself; then its own code puts the keys in, many to a transaction.
  const first = await openLocalControlPlane(folder.path);
  await first.close();
  const all = await fillPlane(folder.path, keys);
  const secrets = all.filter((_, at) => at % (keys / used) === 0);
  const plane = await openLocalControlPlane(folder.path);
  let next = 0;
  return {
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

/** The harmless question: 404 is an accepted key, 401 a refused one. */
function probe(secret: string) {
  const bearer = `Bearer ${secret}`;
  return {
    method: 'GET',
    path: '/api/v1/_probe',
    query: new URLSearchParams(),
    header: (name: string) => (name === 'authorization' ? bearer : null),
    text: async () => '',
  };
}
