import path from 'node:path';
import type { Activation } from '../companion/activation.ts';
import { budgets, told, type Budget } from '../budgets.ts';
import {
  companion,
  empty,
  idOf,
  importing,
  registering,
  sleepingKeyrail,
} from '../session/extensions.ts';
import type { Ran } from '../session/person.ts';
import { openBenchSession } from '../session/benchSession.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

/** Rows 1, 2 and the times of 3: activation in extension hosts in which nothing else of ours was loaded before. */
export async function activationRows(): Promise<Result[]> {
  const session = await openBenchSession([
    sleepingKeyrail,
    empty,
    registering,
    importing,
    companion(),
  ]);
  const ours: Activation[] = [];
  const least: Activation[] = [];
  const usual: Activation[] = [];
  const theirs: Activation[] = [];
  const first: number[] = [];
  const again: number[] = [];
  const turns = [
    { id: 'keyrail.keyrail', measured: ours },
    { id: idOf('registering'), measured: least },
    { id: idOf('importing'), measured: usual },
    { id: idOf('empty'), measured: theirs },
  ];
  try {
    await session.visit();
    for (let round = 0; round < fewest * 2 + 1; round++) {
      // There and back again: none is always the one that comes later.
      for (const { id, measured } of round % 2 === 0 ? turns : turns.toReversed()) {
        const here = await session.visit();
        measured.push(await here.ask<Activation>('activation', id));
        if (measured !== ours) continue;
        for (const times of [first, again]) {
          times.push((await here.ask<Ran>('command', 'keyrail.refresh')).ms);
        }
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
  const beside = (
    what: string,
    measured: keyof Activation,
    budget: Budget,
    subject: readonly Activation[] = ours,
  ): Result =>
    resultOf({
      row: 1,
      what,
      unit: 'ms',
      budget,
      subject: subject.map((each) => each[measured]),
      baseline: {
        what: 'a tree and as many commands',
        samples: least.map((each) => each[measured]),
      },
    });
  const memory = (what: string, measured: 'megabytes' | 'restMegabytes') =>
    resultOf({
      row: 2,
      what,
      unit: 'MB',
      budget: budgets.heapMegabytes,
      subject: ours.map((each) => each[measured]),
      baseline: { what: 'empty extension', samples: theirs.map((each) => each[measured]) },
    });
  const { activation, activationCpu } = budgets;
  return [
    beside('activation', 'ms', activation),
    beside('activation and the turn after', 'wholeMs', activation),
    // What neighbours on the same cores do not reach.
    beside('the same, processor time', 'cpuMs', activationCpu),
    beside('the same and the first second', 'restCpuMs', activationCpu),
    beside('for comparison: the same, which imports vscode', 'ms', activation, usual),
    beside('the same, processor time', 'cpuMs', activationCpu, usual),
    beside('for comparison: an empty extension', 'ms', activation, theirs),
    memory('heap after activation', 'megabytes'),
    memory('heap a second later', 'restMegabytes'),
    resultOf({ row: 3, what: 'first command', unit: 'ms', budget: told, subject: first }),
    resultOf({ row: 3, what: 'the same again', unit: 'ms', budget: told, subject: again }),
  ];
}
