import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { isAddress, isInterpreted } from '../../domain/secrets/interpretedVariable.ts';
import { requirePrivateName } from '../env/privateName.ts';
import { isVariableName } from '../../dotenv/text/target.ts';

/**
 * A repository's settings can name the variable; a name like `PATH` would break every terminal, one like
 * `HTTPS_PROXY` or `PGHOST` would send the secret out, and one like `VITE_KEY` would be published.
 * @param option of a command line, where it was named by that
 * @throws UserFacingError
 */
export async function checkedVariable(variable: string, option?: string): Promise<string> {
  return checked(variable, isAddress(variable), option);
}

/** The same for the address of the control plane. @throws UserFacingError */
export async function checkedAddressVariable(variable: string): Promise<string> {
  return checked(variable, false);
}

function checked(variable: string, isOther: boolean, option?: string): string {
  requirePrivateName(variable);
  if (isVariableName(variable) && !isInterpreted(variable) && !isOther) return variable;
  if (option !== undefined) {
    throw new UserFacingError(
      t(
        '“{0}” cannot be the name of this variable. Choose another one with {1}.',
        variable,
        option,
      ),
    );
  }
  throw new UserFacingError(
    t('“{0}” cannot be the name of this variable. Choose another one in the settings.', variable),
    [
      {
        label: t('Open Settings'),
        command: 'workbench.action.openSettings',
        args: ['keyrail.envVariable'],
      },
    ],
  );
}
