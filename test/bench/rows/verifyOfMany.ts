import { budgets } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';
import { planeWith } from '../load/planeWith.ts';

const sliceMs = 400;

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
