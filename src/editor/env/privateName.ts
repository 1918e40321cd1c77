import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { publisherOf } from '../../domain/secrets/publishedVariable.ts';

/** @throws UserFacingError for a variable whose value a build tool would give to every visitor */
export function requirePrivateName(variable: string): void {
  const publisher = publisherOf(variable);
  if (!publisher) return;
  throw new UserFacingError(
    t(
      'No secret goes into {0}: {1} puts the value of every variable that begins with {2} into what visitors download. Choose another name.',
      variable,
      publisher.tool,
      publisher.prefix,
    ),
    [
      {
        label: t('Open settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.envVariable'],
      },
    ],
  );
}
