import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';

/**
 * Of two values for one variable the base URL would come last, and no secret be there.
 * @throws UserFacingError where the base URL is to go into the secret's variable
 */
export function keepApart(variable: string, baseUrlVariable: string): void {
  if (variable !== baseUrlVariable) return;
  throw new UserFacingError(
    t(
      '{0} cannot hold the secret: it is the variable for the base URL. Choose another name for one of them.',
      variable,
    ),
    [
      {
        label: t('Open Settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.baseUrlVariable'],
      },
    ],
  );
}
