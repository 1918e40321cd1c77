import { t } from '@vscode/l10n';

const minuteMs = 60_000;

/** More is worth knowing: nothing that Keyrail shows is finer than a minute. */
const tellFromMs = minuteMs;
/** Less is an agreement; what lies between keeps a clock that wanders from being told of again and again. */
const agreeBelowMs = minuteMs / 2;

/**
 * Whether a difference between the clocks of this machine and of a control plane is news.
 *
 * @param isTold whether the person was told of one that has not ended
 * @param aheadMs of this machine's clock; negative: behind
 */
export function clockNews(isTold: boolean, aheadMs: number): 'tell' | 'agrees-again' | 'none' {
  const difference = Math.abs(aheadMs);
  if (!isTold) return difference >= tellFromMs ? 'tell' : 'none';
  return difference < agreeBelowMs ? 'agrees-again' : 'none';
}

/** What the person is told of it. */
export function clockSentence(controlPlane: string, aheadMs: number): string {
  const span = spanOf(aheadMs);
  return aheadMs > 0
    ? t(
        'This machine’s clock is {0} ahead of the control plane {1}. Keyrail counts the life of keys by the control plane’s clock; other programs go by this machine’s until it is set right.',
        span,
        controlPlane,
      )
    : t(
        'This machine’s clock is {0} behind the control plane {1}. Keyrail counts the life of keys by the control plane’s clock; other programs go by this machine’s until it is set right.',
        span,
        controlPlane,
      );
}

/** To the nearest minute, since the way of an answer takes seconds: `2 h`, `1 h 30 min`, `5 min`. */
function spanOf(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / minuteMs);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d`;
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
