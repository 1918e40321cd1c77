import { t } from '@vscode/l10n';
import { clockTime } from '../../domain/text/relativeTime.ts';
import { pick, pickMany } from '../../editor/prompts.ts';
import { loanMinutes, type LoanMinutes } from '../../lifecycle/protocols/lend.ts';
import { scopeItems } from '../keys/scopeItems.ts';

/** Which of the lending key's scopes the borrower gets; asks only where there is a choice. */
export async function askLoanScopes(
  title: string,
  lendable: readonly string[],
  preset: readonly string[],
): Promise<readonly string[]> {
  if (lendable.length < 2) return lendable;
  return pickMany(
    scopeItems(lendable, (scope) => ({ picked: preset.includes(scope) })),
    { title, placeHolder: t('What may the borrower do? Only what this key may do itself.') },
  );
}

/** @throws CancelledError */
export function askMinutes(title: string, now: Date): Promise<LoanMinutes> {
  return pick(
    loanMinutes.map((minutes) => ({
      label: minutes === 60 ? t('1 hour') : t('{0} minutes', minutes),
      description: t(
        'until {0}',
        clockTime(new Date(now.getTime() + minutes * 60_000).toISOString()),
      ),
      value: minutes,
    })),
    { title, placeHolder: t('For how long, at most?') },
  );
}
