import path from 'node:path';
import type { Activation } from '../companion/activation.ts';
import { budgets } from '../budgets.ts';
import { companion, empty, idOf, registering, sleepingKeyrail } from '../session/extensions.ts';
import { openBenchSession } from '../session/benchSession.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

/** Rows 1 and 2: activation in extension hosts in which nothing else of ours was loaded before. */
export async function activationRows(): Promise<Result[]> {
  const session = await openBenchSession([sleepingKeyrail, empty, registering, companion()]);
  const ours: Activation[] = [];
  const least: Activation[] = [];
  const theirs: Activation[] = [];
  const turns = [
    { id: 'keyrail.keyrail', measured: ours },
    { id: idOf('registering'), measured: least },
    { id: idOf('empty'), measured: theirs },
  ];
  try {
    await session.visit();
    for (let round = 0; round < fewest * 2 + 1; round++) {
      // There and back again: none is always the one that comes later.
      for (const { id, measured } of round % 2 === 0 ? turns : turns.toReversed()) {
        measured.push(await (await session.visit()).ask<Activation>('activation', id));
      }
    }
    const folder = process.env['KEYRAIL_BENCH_PROFILES'];
    if (folder !== undefined) {
      const here = await session.visit();
      await here.ask('activation', 'keyrail.keyrail', path.join(folder, 'activation.cpuprofile'));
    }
  } finally {
    await session.dispose();
  }
  const row =
    (subject: readonly Activation[]) =>
    (what: string, of: keyof Activation): Result =>
      resultOf({
        row: of === 'megabytes' ? 2 : 1,
        what,
        unit: of === 'megabytes' ? 'MB' : 'ms',
        budget: of === 'megabytes' ? budgets.heapMegabytes : budgets.activation,
        subject: subject.map((each) => each[of]),
        baseline: { what: 'empty extension', samples: theirs.map((each) => each[of]) },
      });
  const [keyrail, limit] = [row(ours), row(least)];
  return [
    keyrail('activation', 'ms'),
    keyrail('activation and the turn after', 'wholeMs'),
    // What neighbours on the same cores do not reach.
    keyrail('the same, processor time', 'cpuMs'),
    limit('for comparison: a tree and as many commands, nothing behind', 'ms'),
    limit('the same, processor time', 'cpuMs'),
    keyrail('heap after activation', 'megabytes'),
  ];
}
