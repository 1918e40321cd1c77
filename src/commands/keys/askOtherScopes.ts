import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { excessOf, usedScopes } from '../../domain/keys/leastPrivilege.ts';
import { firstRunScope, fullAccess, scopeChoices } from '../../domain/keys/scopes.ts';
import { relativeTime } from '../../domain/text/relativeTime.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { Asking } from '../ports.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { scopeItems } from './scopeItems.ts';

/**
 * Asks what the new key may do: those that the key has are ticked, and where it has more than was used
 * here, only those that were. @throws UserFacingError when nothing is ticked, which would be every scope
 */
export async function askOtherScopes({ prompter }: Asking, row: KeyRow): Promise<string[]> {
  const now = serverTime();
  const all = scopeChoices.map(({ scope }) => scope);
  const held: readonly string[] = fullAccess(row.key.scope) ? all : row.key.scope;
  const used = usedScopes(row).filter((scope) => held.includes(scope));
  const needed = used.length > 0 ? used : [firstRunScope];
  const ticked: readonly string[] = excessOf(row, now) ? needed : held;
  const chosen = await prompter.pickMany(
    scopeItems([...held, ...all.filter((scope) => !held.includes(scope))], (scope) => ({
      note: held.includes(scope) ? useText(row, scope, now) : t('not in this key'),
      picked: ticked.includes(scope),
    })),
    {
      title: t('Rotate {0} with Other Scopes', keyLabel(row)),
      placeHolder: t('Only use through this editor is known here: keep what others need.'),
    },
  );
  if (chosen.length > 0) return chosen;
  throw new UserFacingError(t('Tick at least one scope: a key without scopes has full access.'));
}

function useText({ scopeUse = [] }: KeyRow, scope: string, now: Date): string {
  const seen = scopeUse.find((each) => each.scope === scope);
  if (seen?.usedAt != null) return t('used here {0}', relativeTime(seen.usedAt, now));
  if (seen?.refusedAt != null) return t('refused here {0}', relativeTime(seen.refusedAt, now));
  return t('not used here');
}
