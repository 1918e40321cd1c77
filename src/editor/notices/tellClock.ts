import type { Memento } from 'vscode';
import { clockNews, clockSentence } from '../../domain/notices/clockNotice.ts';
import { tellOnce } from '../../lifecycle/notices/tellOnce.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { Connection } from '../connection/connections.ts';
import { corner } from '../corner.ts';
import type { Log } from '../log.ts';

interface ClockParts {
  readonly hostState: Pick<Memento, 'get' | 'update'>;
  readonly log: Log;
  readonly room: () => Promise<Room>;
}

const toldKey = 'keyrail.clocksTold';

/**
 * Tells that the clocks of this machine and of a control plane differ: once, by one of its windows, and
 * again only after they agreed for a while.
 *
 * @param aheadMs of this machine's clock; negative: behind
 */
export async function tellClock(
  { hostState, log, room }: ClockParts,
  { id, name }: Connection,
  aheadMs: number,
): Promise<void> {
  const told = hostState.get<readonly string[]>(toldKey, []);
  const news = clockNews(told.includes(id), aheadMs);
  if (news === 'none') return;
  const others = told.filter((each) => each !== id);
  await hostState.update(toldKey, news === 'tell' ? [...others, id] : others);
  if (news === 'agrees-again') return;
  log.warn(`This machine's clock is ${aheadMs} ms ahead of the control plane's.`);
  // Windows that open together hear of it in the same moment, and of each other's state later.
  const today = new Date().toISOString().slice(0, 10);
  await tellOnce((await room()).ports, [`clock ${id} ${today}`], () => {
    void corner.warn(clockSentence(name, aheadMs));
  });
}
