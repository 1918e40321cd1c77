import { t } from '@vscode/l10n';
import { fullAccessWarning, scopeChoices } from '../../domain/keys/scopes.ts';
import { confirm, pickMany } from '../../editor/prompts.ts';
import { scopeItem } from './scopeItem.ts';

/**
 * Asks for scopes with `preset` ticked. Choosing none means full access on the server, so that is
 * said and confirmed first. @throws CancelledError
 */
export async function askScopes(title: string, preset: readonly string[]): Promise<string[]> {
  const chosen = await pickMany(
    scopeChoices.map(({ scope, recommended }) => ({
      ...scopeItem(scope, recommended ? t('recommended for the first run') : undefined),
      picked: preset.includes(scope),
    })),
    { title, placeHolder: t('What may the key do?') },
  );
  if (chosen.length === 0) await confirmFullAccess();
  return chosen;
}

/** @throws CancelledError when the person declines. */
async function confirmFullAccess(): Promise<void> {
  await confirm({
    message: t('Create a key with full access?'),
    detail: t('{0} Go back and tick runs:write unless you are certain.', fullAccessWarning),
    buttons: [t('Create with Full Access')],
  });
}
