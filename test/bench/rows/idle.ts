import { budgets } from '../budgets.ts';
import type { Stirrings } from '../companion/stirrings.ts';
import type { Companion } from '../session/companion.ts';
import { companion, empty, idOf, sleepingKeyrail } from '../session/extensions.ts';
import { openBenchSession, type BenchSession } from '../session/benchSession.ts';
import { makeKeys } from '../session/person.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';

const watchMs = 6000;
/** Keyrail looks for placements and leaks two seconds after its start: that is no idleness yet. */
const settleMs = 6000;
const ourId = 'keyrail.keyrail';
const emptyId = idOf('empty');

/**
 * Row 15: an extension host that has nothing to do, with Keyrail connected to its own control plane,
 * which it serves, and with its view hidden. What is begun and set is told by its stack, so that VS
 * Code's own timers count for nobody; the processor's time is everybody's.
 */
export async function idleRow(print: (line: string) => void): Promise<Result[]> {
  // VS Code looks for new ports every two seconds, which takes more than all else that idles.
  const settings = {
    'remote.autoForwardPorts': false,
    'remote.autoForwardPortsSource': 'output',
  };
  const session = await openBenchSession([sleepingKeyrail, empty, companion()], { settings });
  try {
    const first = await session.visit();
    await first.ask('activation', ourId);
    await makeKeys(first, 10);
    await first.ask('command', 'workbench.view.explorer');
    const { subject, baseline } = await interleave({
      subject: () => share(session, ourId),
      baseline: () => share(session, emptyId),
    });
    const watched: Stirrings['own'][] = [];
    for (const id of [ourId, emptyId, ourId, emptyId, ourId]) {
      const seen = await stirrings(session, id);
      tell(id, seen, print);
      if (id === ourId) watched.push(seen.own);
    }
    const most = (what: string, of: (own: Stirrings['own']) => number) =>
      resultOf({
        row: 15,
        what: `idle: ${what}`,
        unit: '',
        budget: budgets.nothing,
        subject: [Math.max(...watched.map(of))],
      });
    return [
      resultOf({
        row: 15,
        what: 'idle: processor of the extension host',
        unit: '%',
        budget: budgets.idleCpu,
        subject,
        baseline: { what: 'empty extension', samples: baseline },
      }),
      most('timers of Keyrail', ({ timers }) => timers.length),
      most('connections of Keyrail', ({ sockets }) => sockets),
      most('whatever Keyrail begins', ({ begun }) => begun.length),
    ];
  } finally {
    await session.dispose();
  }
}

/** Hundredths of a processor. */
async function share(session: BenchSession, id: string): Promise<number> {
  const here = await session.visit();
  await settle(here, id);
  return (await here.ask<number>('idle', watchMs)) / 10 / watchMs;
}

async function stirrings(session: BenchSession, id: string): Promise<Stirrings> {
  const here = await session.visit();
  await here.ask('watch', id);
  await settle(here, id);
  return here.ask<Stirrings>('stirrings', watchMs);
}

async function settle(here: Companion, id: string): Promise<void> {
  await here.ask('activation', id);
  await here.ask('settle', settleMs);
}

function tell(id: string, { own, others }: Stirrings, print: (line: string) => void): void {
  print(
    `${id}: ${own.timers.length} timers, ${own.begun.length} begun in ${watchMs / 1000} s; VS Code itself: ${others.timers.length} timers, ${others.begun} begun`,
  );
  for (const stack of own.timers) print(`  its timer:\n${stack}`);
  for (const stack of own.begun.slice(0, 3)) print(`  it has begun ${stack}`);
  for (const stack of others.timers) print(`  VS Code’s timer:${nearest(stack)}`);
}

/** Who has set a timer: the first frame that is not Node's. */
function nearest(stack: string): string {
  const frame = stack.split('\n').find((line) => !line.includes('(node:'));
  return frame?.replace(/^\s*at/, '').replace(/\(?file:.*\/(?=[^/]+$)/, '(') ?? ' Node’s own';
}
