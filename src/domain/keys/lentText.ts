import { t } from '@vscode/l10n';
import { clockTime, soonOrDate } from '../text/relativeTime.ts';
import type { Loan } from './keyFacts.ts';
import { sinceText } from './waiting.ts';

/** `lent until 14:30`; of a loan whose end has to wait what for and since when. */
export function lentPhrase(loan: Loan, now: Date): string {
  if (loan.waits) {
    return t(
      'loan over, its end waiting since {0}: {1}',
      sinceText(loan.waits, now),
      loan.waits.reason,
    );
  }
  return isPast(loan, now)
    ? t('loan over, ends now')
    : t('lent until {0}', clockTime(loan.shownUntil ?? loan.until));
}

/** The same in a sentence, with who has it. */
export function lentSentence(loan: Loan, now: Date): string {
  const { borrower, waits } = loan;
  if (waits) {
    return t(
      'Lent to {0}. The loan is over, and its end has been waiting since {1}: {2}',
      borrower,
      sinceText(waits, now),
      waits.sentence,
    );
  }
  const until = soonOrDate(loan.shownUntil ?? loan.until, now);
  return isPast(loan, now)
    ? t('Lent to {0}. The loan was over {1}, and Keyrail ends it now.', borrower, until)
    : t('Lent to {0}, until {1}.', borrower, until);
}

function isPast({ until }: Loan, now: Date): boolean {
  return Date.parse(until) <= now.getTime();
}
