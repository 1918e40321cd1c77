import { budgets } from '../budgets.ts';
import { companion, empty, idOf, sleepingKeyrail } from '../lab/extensions.ts';
import { openLab } from '../lab/lab.ts';
import { resultOf, type Result } from '../result.ts';
import { fewest } from '../samples.ts';

interface Idle {
  readonly cpuMicroseconds: number;
  readonly timers: number;
  readonly sockets: number;
}

const watchMs = 6000;

/** Row 15: an extension host that has nothing to do, with Keyrail active and its view hidden. */
export async function idleRow(): Promise<Result[]> {
  const lab = await openLab([sleepingKeyrail, empty, companion()]);
  const ours: Idle[] = [];
  const theirs: Idle[] = [];
  try {
    await lab.visit();
    for (let round = 0; round < fewest * 2; round++) {
      const here = await lab.visit();
      const isOurs = round % 4 === 0 || round % 4 === 3;
      await here.ask('activation', isOurs ? 'keyrail.keyrail' : idOf('empty'));
      await here.ask('settle', 1000);
      (isOurs ? ours : theirs).push(await here.ask<Idle>('idle', watchMs));
    }
  } finally {
    await lab.dispose();
  }
  const share = ({ cpuMicroseconds }: Idle) => cpuMicroseconds / 10 / watchMs;
  const added = (of: 'timers' | 'sockets') => ours.map((each, at) => each[of] - theirs[at]![of]);
  return [
    resultOf({
      row: 15,
      what: 'idle: processor of the extension host',
      unit: '%',
      budget: budgets.idleCpu,
      subject: ours.map(share),
      baseline: { what: 'empty extension', samples: theirs.map(share) },
    }),
    resultOf({
      row: 15,
      what: 'idle: timers more than an empty extension',
      unit: '',
      budget: budgets.nothing,
      subject: added('timers'),
    }),
    resultOf({
      row: 15,
      what: 'idle: sockets more than an empty extension',
      unit: '',
      budget: budgets.nothing,
      subject: added('sockets'),
    }),
  ];
}
