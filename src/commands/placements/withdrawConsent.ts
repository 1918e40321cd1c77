import { t } from '@vscode/l10n';
import { Uri, workspace } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';
import type { Asking, Telling, ProgramConsents } from '../ports.ts';

/** Takes back what launches and tasks of a folder, and programs of terminals, were allowed. */
export async function withdrawConsent(ports: Asking & Telling & ProgramConsents) {
  const consents = await ports.consents();
  const given = consents.list();
  if (given.length === 0) {
    throw new UserFacingError(t('No launch, task or program was allowed to use a key here.'));
  }
  const chosen = await ports.prompter.pickMany(
    given.map((consent) => ({
      label: consent.label,
      description: workspace.asRelativePath(Uri.parse(consent.folder)),
      detail: t('{0}, in {1}', consent.what, consent.variable),
      picked: true,
      value: consent,
    })),
    {
      title: t('Withdraw Consent for Launches, Tasks and Programs'),
      placeHolder: t('Ticked ones are asked for again'),
    },
  );
  await consents.withdraw(chosen);
  ports.messages.say(t('Launches, tasks and programs ask again.'));
  return { withdrawn: chosen.length };
}
