import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { UserFacingError } from '../domain/errors.ts';

/** @throws UserFacingError with a button to trust it, in a folder that is not trusted */
export function requireTrustedFolder(): void {
  if (workspace.isTrusted) return;
  throw new UserFacingError(
    t(
      'Keyrail creates, changes and writes nothing while the folder is not trusted. Trust it first.',
    ),
    [{ label: t('Manage Trust'), command: 'workbench.trust.manage' }],
  );
}
