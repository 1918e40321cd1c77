import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';

/**
 * A repository's settings can name the variable; a name like `PATH` would break every terminal.
 * @throws UserFacingError
 */
export async function checkedVariable(variable: string): Promise<string> {
  const { isVariableName } = await import('../../dotenv/target.ts');
  if (isVariableName(variable) && !/^(?:LD_|DYLD_|NODE_|GIT_|VSCODE_)/i.test(variable)) {
    return variable;
  }
  throw new UserFacingError(
    t('“{0}” cannot be the name of this variable. Choose another one in the settings.', variable),
    [
      {
        label: t('Open settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.envVariable'],
      },
    ],
  );
}
