import path from 'node:path';
import type { Issuing } from '../companion/issuing.ts';
import { budgets } from '../budgets.ts';
import { companion } from '../session/extensions.ts';
import { openPersonsSession } from '../session/person.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';

/** Row 8: a command that was told everything, until the key's secret is kept; and until it answers. */
export async function issueRow(): Promise<Result[]> {
  const { session, first } = await openPersonsSession([companion()], 1);
  try {
    const markers = path.join(session.storage, 'lifecycle', 'copies');
    const answered: number[] = [];
    const { subject, baseline } = await interleave({
      subject: async () => {
        const { keptMs, answeredMs } = await first.ask<Issuing>('issuing', markers);
        answered.push(answeredMs);
        return keptMs;
      },
      baseline: () => first.ask<number>('storing'),
    });
    const least = { what: 'secret stored and read, two synced files', samples: baseline };
    return [
      resultOf({
        row: 8,
        what: 'issue a key until its secret is kept',
        unit: 'ms',
        budget: budgets.issue,
        subject,
        baseline: least,
      }),
      resultOf({
        row: 8,
        what: 'issue a key until the command answers and the list shows it',
        unit: 'ms',
        budget: budgets.issue,
        subject: answered.slice(-subject.length),
        baseline: least,
      }),
    ];
  } finally {
    await session.dispose();
  }
}
