import path from 'node:path';
import type { Activation } from '../companion/activation.ts';
import { budgets } from '../budgets.ts';
import { companion, empty, idOf, sleepingKeyrail } from '../lab/extensions.ts';
import { openLab } from '../lab/lab.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

/** Rows 1 and 2: activation in extension hosts in which nothing else of ours was loaded before. */
export async function activationRows(): Promise<Result[]> {
  const lab = await openLab([sleepingKeyrail, empty, companion()]);
  const ours: Activation[] = [];
  const theirs: Activation[] = [];
  try {
    await lab.visit();
    for (let round = 0; round < fewest * 2; round++) {
      const here = await lab.visit();
      // Ours, theirs, theirs, ours …: neither is always the one that comes later.
      const isOurs = round % 4 === 0 || round % 4 === 3;
      const id = isOurs ? 'keyrail.keyrail' : idOf('empty');
      (isOurs ? ours : theirs).push(await here.ask<Activation>('activation', id));
    }
    const folder = process.env['KEYRAIL_BENCH_PROFILES'];
    if (folder !== undefined) {
      const here = await lab.visit();
      await here.ask('activation', 'keyrail.keyrail', path.join(folder, 'activation.cpuprofile'));
    }
  } finally {
    await lab.dispose();
  }
  const baseline = (of: keyof Activation) => ({
    what: 'empty extension',
    samples: theirs.map((each) => each[of]),
  });
  return [
    resultOf({
      row: 1,
      what: 'activation',
      unit: 'ms',
      budget: budgets.activation,
      subject: ours.map(({ ms }) => ms),
      baseline: baseline('ms'),
    }),
    resultOf({
      row: 1,
      what: 'activation and the turn after',
      unit: 'ms',
      budget: budgets.activation,
      subject: ours.map(({ wholeMs }) => wholeMs),
      baseline: baseline('wholeMs'),
    }),
    resultOf({
      row: 1,
      // What neighbours on the same cores do not reach.
      what: 'the same, processor time',
      unit: 'ms',
      budget: budgets.activation,
      subject: ours.map(({ cpuMs }) => cpuMs),
      baseline: baseline('cpuMs'),
    }),
    resultOf({
      row: 2,
      what: 'heap after activation',
      unit: 'MB',
      budget: budgets.heapMegabytes,
      subject: ours.map(({ megabytes }) => megabytes),
      baseline: baseline('megabytes'),
    }),
  ];
}
