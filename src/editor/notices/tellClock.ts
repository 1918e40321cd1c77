import type { Memento } from 'vscode';
import { clockNews, clockSentence } from '../../domain/notices/clockNotice.ts';
import { claimClockNews } from '../../lifecycle/notices/clockTold.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { isDiskError } from '../../lifecycle/model/stateDisk.ts';
import type { Connection } from '../connection/connections.ts';
import { notify } from '../notify.ts';
import type { Log } from '../log.ts';

interface ClockParts {
  readonly hostState: Pick<Memento, 'get' | 'update'>;
  readonly log: Log;
  readonly lifecycle: () => Promise<LifecycleContext>;
}

const toldKey = 'keyrail.clocksTold';

/**
 * Tells that the clocks of this machine and of a control plane differ: once, by one of its windows, and
 * again only where the difference has become another one, or they agreed for a while.
 *
 * @param aheadMs of this machine's clock; negative: behind
 */
export async function tellClock(
  { hostState, log, lifecycle }: ClockParts,
  { id, name }: Connection,
  aheadMs: number,
): Promise<void> {
  // Clocks that agree, as nearly all do, need no look at what was told.
  const told = hostState.get<readonly string[]>(toldKey, []);
  if (!told.includes(id) && clockNews(undefined, aheadMs) === 'none') return;
  const { ports } = await lifecycle();
  const news = await claimClockNews(ports, id, aheadMs).catch((error: unknown) => {
    // What cannot be noted would be told again at each refresh.
    if (isDiskError(error)) return 'none';
    throw error;
  });
  const others = told.filter((each) => each !== id);
  if (news === 'agrees-again') await hostState.update(toldKey, others);
  if (news !== 'tell') return;
  await hostState.update(toldKey, [...others, id]);
  log.warn(`This machine's clock is ${aheadMs} ms ahead of the control plane's.`);
  void notify.warn(clockSentence(name, aheadMs));
}
