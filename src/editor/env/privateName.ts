import { t } from '@vscode/l10n';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { publisherOf, type Publisher } from '../../domain/secrets/publishedVariable.ts';

const openSettings = (): Remedy => ({
  label: t('Open Settings'),
  command: 'workbench.action.openSettings',
  args: ['keyrail.envVariable'],
});

/**
 * @param remedy where the name stands, if not in the settings
 * @throws UserFacingError for a variable whose value a build tool would give to every visitor
 */
export function requirePrivateName(variable: string, remedy?: Remedy): void {
  const publisher = publisherOf(variable);
  if (publisher) throw new UserFacingError(why(variable, publisher), [remedy ?? openSettings()]);
}

function why(variable: string, { prefix, tool }: Publisher): string {
  return tool === undefined
    ? t(
        'No secret goes into {0}: build tools put the values of variables that begin like {1} into what visitors download. Choose another name.',
        variable,
        prefix,
      )
    : t(
        'No secret goes into {0}: {1} puts the value of every variable that begins with {2} into what visitors download. Choose another name.',
        variable,
        tool,
        prefix,
      );
}
