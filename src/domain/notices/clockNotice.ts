import { t } from '@vscode/l10n';

const minuteMs = 60_000;

/** More is worth knowing: nothing that Keyrail shows is finer than a minute. */
const tellFromMs = minuteMs;
/** Less is an agreement; what lies between keeps a clock that wanders from being told of again and again. */
const agreeBelowMs = minuteMs / 2;

/** A difference that was told and is now another one by so much is told again … */
const changedByMs = 5 * minuteMs;
/** … and by this part of what was told: a clock that goes wrong slowly is not told of all the time. */
const changedByPart = 0.5;

/**
 * Whether a difference between the clocks of this machine and of a control plane is news.
 *
 * @param toldMs the difference that the person was told of and that has not ended; `undefined`: none
 * @param aheadMs of this machine's clock; negative: behind
 */
export function clockNews(
  toldMs: number | undefined,
  aheadMs: number,
): 'tell' | 'agrees-again' | 'none' {
  const difference = Math.abs(aheadMs);
  if (toldMs === undefined) return difference >= tellFromMs ? 'tell' : 'none';
  if (difference < agreeBelowMs) return 'agrees-again';
  const least = Math.max(changedByMs, Math.abs(toldMs) * changedByPart);
  return difference >= tellFromMs && Math.abs(aheadMs - toldMs) >= least ? 'tell' : 'none';
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
