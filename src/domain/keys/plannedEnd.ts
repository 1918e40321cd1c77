import { t } from '@vscode/l10n';
import { soonOrDate } from '../text/relativeTime.ts';
import { sinceText, type HeldUp } from './waiting.ts';

/** How a key ends that an overlap rotation has replaced. */
export interface PlannedEnd {
  readonly successor: { readonly keyId: string; readonly keyPrefix: string };
  /** By the control plane's clock, ISO 8601; set where `plan` is `at`. */
  readonly at: string | undefined;
  /** What the clock of this machine will show then, where it differs; ISO 8601. */
  readonly shownAt?: string | undefined;
  /** At a moment, once nothing uses it any more, or not before the person says so. */
  readonly plan: 'at' | 'unused' | 'none';
  /** What holds the end up once its time has come. */
  readonly waits?: HeldUp | undefined;
}

/** `replaced, ends 03:32` by the person's own clock: the same in row, tooltip, label and message. */
export function endPhrase(end: PlannedEnd, now: Date): string {
  const waits = heldUp(end, now);
  if (waits) {
    return t('replaced, its end waiting since {0}: {1}', sinceText(waits, now), waits.reason);
  }
  switch (end.plan) {
    case 'none':
      return t('replaced, kept until you end it');
    case 'unused':
      return t('replaced, ends when unused');
    case 'at':
      return isPast(end, now)
        ? t('replaced, ends now')
        : t('replaced, ends {0}', soonOrDate(end.shownAt ?? end.at ?? '', now));
  }
}

/** The same in a sentence or two, with what a closed editor means for it. */
export function endSentence(end: PlannedEnd, now: Date): string {
  const { keyPrefix } = end.successor;
  const waits = heldUp(end, now);
  if (waits) {
    return t(
      'Replaced by {0}. It still works; its end has been waiting since {1}. {2}',
      keyPrefix,
      sinceText(waits, now),
      waits.sentence,
    );
  }
  switch (end.plan) {
    case 'none':
      return t('Replaced by {0}. It keeps working until you end it.', keyPrefix);
    case 'unused':
      return t(
        'Replaced by {0}. Keyrail revokes it once the control plane has seen no use of it for an hour. If VS Code is closed then, Keyrail looks at the next start.',
        keyPrefix,
      );
    case 'at':
      if (isPast(end, now)) {
        return t(
          'Replaced by {0}. Its time came {1}; Keyrail revokes it now.',
          keyPrefix,
          soonOrDate(end.shownAt ?? end.at ?? '', now),
        );
      }
      return t(
        'Replaced by {0}. It works until {1}; then Keyrail revokes it. If VS Code is closed at that moment, Keyrail revokes it at the next start.',
        keyPrefix,
        soonOrDate(end.shownAt ?? end.at ?? '', now),
      );
  }
}

/** What keeps it although its time has come. */
function heldUp(end: PlannedEnd, now: Date): HeldUp | undefined {
  if (end.plan === 'none') return undefined;
  return end.plan === 'unused' || isPast(end, now) ? end.waits : undefined;
}

/** Whether its time has come, whatever keeps it. */
export function isPast({ at }: PlannedEnd, now: Date): boolean {
  return at !== undefined && Date.parse(at) <= now.getTime();
}
