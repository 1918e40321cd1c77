import { t } from '@vscode/l10n';
import { lendableScopes, narrowerScope } from '../../domain/keys/lending.ts';
import { firstRunScope } from '../../domain/keys/scopes.ts';
import { clockTime } from '../../domain/text/relativeTime.ts';
import { pick, pickMany } from '../../editor/prompts.ts';
import { loanMinutes, type LoanMinutes } from '../../lifecycle/protocols/lend.ts';
import type { Prompter } from '../prompter.ts';
import { scopeItems } from '../keys/scopeItems.ts';

/** What is lent: a part of the lending key's scopes, for a while. */
export interface LoanTerms {
  readonly scope: readonly string[];
  readonly minutes: LoanMinutes;
}

/**
 * Asks for what is not given; where nobody can be asked, the least is lent. @throws CancelledError
 * @param held the scopes of the lending key
 */
export async function askLoan(
  prompter: Prompter,
  title: string,
  held: readonly string[],
  given: {
    readonly scope?: readonly string[] | undefined;
    readonly minutes?: LoanMinutes | undefined;
  },
): Promise<LoanTerms> {
  const lendable = lendableScopes(held);
  const least = lendable.includes(firstRunScope) ? [firstRunScope] : lendable.slice(0, 1);
  const scope = narrowerScope(
    held,
    await prompter.complete<readonly string[]>(given.scope, {
      ask: () => askLoanScopes(title, lendable, least),
      unasked: () => least,
    }),
  );
  const minutes = await prompter.complete<LoanMinutes>(given.minutes, {
    ask: () => askMinutes(title, new Date()),
    unasked: () => loanMinutes[0],
  });
  return { scope, minutes };
}

/** Which of the lending key's scopes the borrower gets; asks only where there is a choice. */
async function askLoanScopes(
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

function askMinutes(title: string, now: Date): Promise<LoanMinutes> {
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
