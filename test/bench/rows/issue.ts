import { budgets } from '../budgets.ts';
import { companion } from '../lab/extensions.ts';
import { openPersonsLab, type Ran } from '../lab/person.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';

/** Row 8: a command that was told everything, until the key's secret is kept. */
export async function issueRow(): Promise<Result[]> {
  const { lab, first } = await openPersonsLab([companion()], 0);
  try {
    const { subject, baseline } = await interleave({
      subject: async () => {
        const { ms } = await first.ask<Ran>('command', 'keyrail.createKey', {
          scope: ['runs:write'],
        });
        return ms;
      },
      baseline: () => first.ask<number>('storing'),
    });
    return [
      resultOf({
        row: 8,
        what: 'issue a key until its secret is kept',
        unit: 'ms',
        budget: budgets.issue,
        subject,
        baseline: { what: 'secret stored and read, two synced files', samples: baseline },
      }),
    ];
  } finally {
    await lab.dispose();
  }
}
