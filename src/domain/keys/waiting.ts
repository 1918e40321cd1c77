import { t } from '@vscode/l10n';
import { timeOrDate } from '../text/relativeTime.ts';

/** What is held up, as words of whoever knows: the reason in a few, and as a sentence. */
export interface HeldUp {
  readonly reason: string;
  readonly sentence: string;
  /** By this machine's clock, ISO 8601. */
  readonly since: string;
  /** Nothing but a restart of VS Code lets it go on. */
  readonly needsRestart?: boolean;
}

/** An operation with a key that waits for something else than its time. */
export interface WaitingOperation extends HeldUp {
  /** What a person calls it: `rotation`. */
  readonly operation: string;
  /** Its request was sent, and nobody knows yet whether it was carried out. */
  readonly mayBeDone: boolean;
}

/** `rotation waiting since 11:58: no answer from the control plane`. */
export function waitingPhrase(waiting: WaitingOperation, now: Date): string {
  const { operation, reason, mayBeDone } = waiting;
  const since = sinceText(waiting, now);
  return mayBeDone
    ? t('{0} may be done, waiting since {1}: {2}', operation, since, reason)
    : t('{0} waiting since {1}: {2}', operation, since, reason);
}

/** The same in sentences. */
export function waitingSentence(waiting: WaitingOperation, now: Date): string {
  const { operation, sentence, mayBeDone } = waiting;
  const since = sinceText(waiting, now);
  return mayBeDone
    ? t(
        'Its {0} has been waiting since {1} and may have been carried out. {2}',
        operation,
        since,
        sentence,
      )
    : t('Its {0} has been waiting since {1}. {2}', operation, since, sentence);
}

export function sinceText({ since }: Pick<HeldUp, 'since'>, now: Date): string {
  return timeOrDate(Date.parse(since), now);
}
