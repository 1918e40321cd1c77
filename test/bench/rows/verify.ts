import { budgets } from '../budgets.ts';
import { openLoad } from '../load/client.ts';
import { requestText } from '../load/http.ts';
import { startPlane } from '../load/plane.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';

const sliceMs = 600;

/** Row 10: the probe of the runtime plane against a handler that does nothing. */
export async function verifyRow(): Promise<Result[]> {
  const plane = await startPlane();
  const secret = await plane.issue();
  try {
    const results: Result[] = [];
    for (const connections of [1, 32]) {
      const open = (port: number) => {
        const text = requestText({ method: 'GET', path: '/api/v1/_probe', port, bearer: secret });
        // 404 is an accepted key; a refused one gets 401.
        return openLoad({ port, connections, request: () => text, status: 404 });
      };
      const ours = await open(plane.runtime);
      const trivial = await open(plane.trivial);
      const { subject, baseline } = await interleave({
        subject: () => ours.rate(sliceMs),
        baseline: () => trivial.rate(sliceMs),
      });
      ours.close();
      trivial.close();
      results.push(
        resultOf({
          row: 10,
          what: `verify over HTTP, ${connections} connection${connections === 1 ? '' : 's'}`,
          unit: '/s',
          budget: budgets.verify,
          subject,
          baseline: { what: 'trivial handler', samples: baseline },
        }),
      );
    }
    return results;
  } finally {
    await plane.dispose();
  }
}
