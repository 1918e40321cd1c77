import { fullAccessWarning, scopeChoices, unscopedWarning } from '../../domain/keys/scopes.ts';
import { confirm, pickMany } from '../../editor/prompts.ts';

/**
 * Asks for scopes with `preset` ticked. Choosing none means full access on the server, so that is
 * said and confirmed first. @throws CancelledError
 */
export async function askScopes(title: string, preset: readonly string[]): Promise<string[]> {
  const chosen = await pickMany(
    scopeChoices.map(({ scope, allows, recommended }) => ({
      label: scope,
      description: recommended ? 'recommended for the first run' : '',
      detail: allows,
      picked: preset.includes(scope),
      value: scope,
    })),
    { title, placeHolder: `What may the key do? ${unscopedWarning}` },
  );
  if (chosen.length === 0) await confirmFullAccess();
  return chosen;
}

/** @throws CancelledError when the person declines. */
async function confirmFullAccess(): Promise<void> {
  await confirm({
    message: 'Create a key with full access?',
    detail: `${fullAccessWarning} Go back and tick runs:write unless you are certain.`,
    buttons: ['Create with full access'],
  });
}
