import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { managementOf, roleSentence } from '../../domain/roles.ts';
import type { SessionContext } from '../keys/snapshot.ts';

/**
 * Says beforehand what the server would refuse anyway (docs/contract.md, Roles).
 * @throws UserFacingError that names the role and `action`, e.g. `create keys`.
 */
export function requireManagement({ role }: SessionContext, action: string): void {
  if (role === undefined || managementOf(role) !== 'refused') return;
  throw new UserFacingError(roleSentence(role, action), [
    { label: t('Switch Control-Plane Workspace…'), command: 'keyrail.switchWorkspace' },
  ]);
}
