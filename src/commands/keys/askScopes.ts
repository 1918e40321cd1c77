import { t } from '@vscode/l10n';
import { firstRunScope, fullAccessWarning, scopeChoices } from '../../domain/keys/scopes.ts';
import type { Confirmation } from '../../editor/prompts.ts';
import type { Asking } from '../ports.ts';
import { type StepAt } from '../../editor/inSteps.ts';
import { scopeItems } from './scopeItems.ts';

/**
 * Asks for scopes with `preset` ticked. Choosing none means full access on the server, so that is
 * said and confirmed first. @throws CancelledError, and BackPressed as a step
 */
export async function askScopes(
  { prompter }: Asking,
  title: string,
  preset: readonly string[],
  at?: StepAt,
): Promise<string[]> {
  const all = scopeChoices.map(({ scope }) => scope);
  const choices = scopeItems(all, (scope) => ({
    picked: preset.includes(scope),
    note: scope === firstRunScope ? t('recommended for the first run') : undefined,
  }));
  const question = { title, placeHolder: t('What may the key do?') };
  if (!at) {
    const chosen = await prompter.pickMany(choices, question);
    if (chosen.length === 0) await prompter.confirm(fullAccess());
    return chosen;
  }
  for (;;) {
    const chosen = await prompter.pickManyStep(choices, question, at);
    // Who declines goes back to the list, as the question says.
    if (chosen.length > 0 || (await prompter.agrees(fullAccess()))) return chosen;
  }
}

function fullAccess(): Confirmation<string> {
  return {
    message: t('Create a key with full access?'),
    detail: t('{0} Go back and tick runs:write unless you are certain.', fullAccessWarning),
    buttons: [t('Create with Full Access')],
  };
}
