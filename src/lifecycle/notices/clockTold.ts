import { join } from 'node:path';
import * as z from 'zod/mini';
import { clockNews } from '../../domain/notices/clockNotice.ts';
import type { Ports } from '../model/ports.ts';
import { createShared } from '../storage/shared.ts';

/** How far this machine's clock was ahead where a person was told of it, by connection. */
const clocks = z.readonly(z.array(z.object({ connectionId: z.string(), aheadMs: z.number() })));

/** So many connections are remembered. */
const remembered = 100;

/**
 * Whether this window is the one to tell that the clocks of this machine and of a control plane differ,
 * and notes that it does: of several that find the same difference at the same time one is.
 *
 * @param aheadMs of this machine's clock; negative: behind
 * @returns as `clockNews`, by what any window of this machine has told. @throws what the disk throws
 */
export async function claimClockNews(
  ports: Ports,
  connectionId: string,
  aheadMs: number,
): Promise<'tell' | 'agrees-again' | 'none'> {
  const shared = createShared(ports, join(ports.folder, 'notices', 'clocks'), clocks, []);
  let news: 'tell' | 'agrees-again' | 'none' = 'none';
  await shared.change((told) => {
    const mine = told.find((each) => each.connectionId === connectionId);
    news = clockNews(mine?.aheadMs, aheadMs);
    if (news === 'none') return told;
    const others = told.filter((each) => each !== mine);
    return news === 'tell' ? [...others, { connectionId, aheadMs }].slice(-remembered) : others;
  });
  return news;
}
