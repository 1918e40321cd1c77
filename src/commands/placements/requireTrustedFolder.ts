import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { UserFacingError } from '../../domain/errors.ts';

/** Before a terminal gets a secret. @throws UserFacingError where the person does not trust the folder */
export function requireTrustedFolder(): void {
  if (!workspace.isTrusted) {
    throw new UserFacingError(
      t(
        'Keyrail gives no secret to the terminals of a folder that is not trusted. Trust it first.',
      ),
      [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
    );
  }
}
