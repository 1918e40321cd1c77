import { t } from '@vscode/l10n';
import { moment } from '../text/days.ts';
import { absoluteTime, relativeTime } from '../text/relativeTime.ts';

/** A request asks for up to a minute less than was agreed to, so that it can be recognised. */
const sameMs = 2 * 60_000;

/**
 * What is said of a new key that the control plane gave another end than the person agreed to; none
 * where it is the same.
 *
 * @param now by the control plane's clock
 */
export function otherEndSentences(
  key: { readonly expiresAt: string | null; readonly agreedExpiresAt: string | null },
  now: Date,
): string[] {
  const { expiresAt, agreedExpiresAt } = key;
  const given = endOf(expiresAt);
  const agreed = endOf(agreedExpiresAt);
  if (given === agreed || Math.abs(given - agreed) <= sameMs) return [];
  return expiresAt === null
    ? [t('The control plane gave it no end, although one was asked for.')]
    : [
        t(
          'The control plane gave it another end than was asked for: it expires {0}, at {1}.',
          relativeTime(expiresAt, now),
          absoluteTime(expiresAt),
        ),
      ];
}

function endOf(at: string | null): number {
  return at === null ? Infinity : (moment(at)?.getTime() ?? NaN);
}
