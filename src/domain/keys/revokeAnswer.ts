import { shortList } from '../text/shortList.ts';
import { t } from '@vscode/l10n';
import { dayMs, moment } from '../text/days.ts';
import { clockTime, relativeTime } from '../text/relativeTime.ts';
import type { KeyRowFacts } from './keyFacts.ts';

/** What is known of a key when somebody asks whether it may be ended. */
export interface RevokeFacts extends Pick<KeyRowFacts, 'key' | 'status' | 'lent'> {
  /** Where its value stands now and is read from, in words: `.env, line 1`. */
  readonly places: readonly string[];
  /** Where it stood and nobody can look now. */
  readonly unseen: readonly string[];
  /** The key that took over, where there is one. */
  readonly successor: Successor | undefined;
}

export interface Successor {
  readonly label: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly places: readonly string[];
}

/** Yes or no, and why: one sentence that begins with the word. */
export interface RevokeAnswer {
  readonly safe: boolean;
  readonly sentence: string;
}

/** Who was seen within this time may come again. */
const recentDays = 30;

/** Whether it is safe to revoke a key, as far as this machine knows; what it does not know is a no. */
export function revokeAnswer(facts: RevokeFacts, now: Date): RevokeAnswer {
  const { key, status, lent, places, unseen, successor } = facts;
  if (status.kind === 'expired') return yes(t('Yes: it has expired and is refused already.'));
  if (status.kind === 'revoked') return yes(t('Yes: it is revoked already.'));
  if (status.kind === 'orphaned') {
    return yes(t('Yes: its service account is disabled, so it is refused already.'));
  }
  if (status.kind === 'needs-review') return no(t('No: nobody here knows what its status means.'));
  if (lent) {
    const until = clockTime(lent.shownUntil ?? lent.until);
    return no(t('No: it is lent to {0} until {1}.', lent.borrower, until));
  }
  if (places.length > 0) return no(t('No: its value is in {0}.', shortList(places)));
  if (unseen.length > 0) return no(t('No: its value may still be in {0}.', shortList(unseen)));
  const used = key.last_used_at;
  if (successor) {
    if (used !== null && isAfter(used, successor.createdAt)) {
      return no(
        t(
          'No: it was used {0}, after its successor {1} was made.',
          relativeTime(used, now),
          successor.label,
        ),
      );
    }
    return successor.places.length > 0
      ? yes(t('Yes: its successor {0} is in {1}.', successor.label, shortList(successor.places)))
      : yes(t('Yes: its successor {0} is there, and it was not used since.', successor.label));
  }
  if (used === null) {
    return yes(t('Yes: it was never used, and its value is in no place that Keyrail knows.'));
  }
  return isRecent(used, now)
    ? no(t('No: it was last used {0}, and Keyrail does not know by whom.', relativeTime(used, now)))
    : yes(
        t(
          'Yes: it was last used {0}, and its value is in no place that Keyrail knows.',
          relativeTime(used, now),
        ),
      );
}

function yes(sentence: string): RevokeAnswer {
  return { safe: true, sentence };
}

function no(sentence: string): RevokeAnswer {
  return { safe: false, sentence };
}

/** A moment that cannot be read is taken for the later one. */
function isAfter(at: string, other: string): boolean {
  const [one, two] = [moment(at), moment(other)];
  return one === undefined || two === undefined || one.getTime() > two.getTime();
}

function isRecent(at: string, now: Date): boolean {
  const then = moment(at);
  return then === undefined || now.getTime() - then.getTime() < recentDays * dayMs;
}
