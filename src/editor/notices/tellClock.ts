import { t } from '@vscode/l10n';
import type { Memento } from 'vscode';
import { timeSpan } from '../../domain/text/relativeTime.ts';
import type { Connection } from '../connection/connections.ts';
import { corner } from '../corner.ts';
import type { Log } from '../log.ts';

interface ClockParts {
  readonly globalState: Memento;
  readonly log: Log;
}

const toldKey = 'keyrail.clocksTold';

/** Less is no harm: nothing that Keyrail shows is finer than a minute. */
const leastMs = 60_000;

/**
 * Tells that the clocks of this machine and of a control plane differ: once, and again only after they
 * agreed for a while.
 *
 * @param aheadMs of this machine's clock; negative: behind
 */
export async function tellClock(
  { globalState, log }: ClockParts,
  { id, name }: Connection,
  aheadMs: number,
): Promise<void> {
  const told = globalState.get<readonly string[]>(toldKey, []);
  const others = told.filter((each) => each !== id);
  const differs = Math.abs(aheadMs) >= leastMs;
  if (differs === told.includes(id)) return;
  await globalState.update(toldKey, differs ? [...others, id] : others);
  if (!differs) return;
  log.warn(`This machine's clock is ${aheadMs} ms ahead of the control plane's.`);
  void corner.warn(clockText(name, aheadMs));
}

function clockText(name: string, aheadMs: number): string {
  const span = timeSpan(aheadMs);
  return aheadMs > 0
    ? t(
        'This machine’s clock is {0} ahead of the control plane {1}. Keyrail counts the life of keys by the control plane’s clock; other programs go by this machine’s until it is set right.',
        span,
        name,
      )
    : t(
        'This machine’s clock is {0} behind the control plane {1}. Keyrail counts the life of keys by the control plane’s clock; other programs go by this machine’s until it is set right.',
        span,
        name,
      );
}
