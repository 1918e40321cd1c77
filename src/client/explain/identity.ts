import { t } from '@vscode/l10n';
import { serverWord } from '../../domain/text/serverWords.ts';
import { anyOf } from '../../domain/text/anyOf.ts';
import type { ApiError } from '../apiError.ts';
import { button, rebind, rotateIntoScope } from './buttons.ts';
import { isAboutRole } from './aboutRole.ts';
import { namesIn, type Row } from './row.ts';

/** 401: a key or a person that the control plane does not let in. */
export const identityRows: readonly Row[] = [
  {
    id: 'key-expired',
    on: { status: 401, reason: /API key has expired/ },
    happened: t('The key was refused because it has expired.'),
    why: t('Its expiry date has passed, so it can neither be used nor rotated.'),
    button: button.createKey,
  },
  {
    id: 'key-revoked',
    on: { status: 401, reason: /API key is no longer active/ },
    happened: t('The key was refused because it is not active any more.'),
    // An expired key is refused as expired once, and in these words from then on (docs/contract.md,
    // Identity).
    why: t(
      'It was revoked, replaced by a rotation, or has expired; an old copy of it is still in use here.',
    ),
    button: button.createKey,
  },
  {
    id: 'key-orphaned',
    on: { status: 401, reason: /not bound to an active service account/ },
    happened: t('The key was refused because its service account is disabled.'),
    why: t(
      'Disabling a service account ends all its keys at once, although they are still listed as active.',
    ),
    button: rebind,
  },
  {
    id: 'key-without-workspace',
    on: { status: 401, reason: /not bound to an active workspace/ },
    happened: t('The key was refused because its control-plane workspace is not active.'),
    why: t('No key of that workspace works until it is active again.'),
    button: button.switchWorkspace,
  },
  {
    id: 'key-unknown',
    on: { status: 401, reason: /API key is invalid/ },
    happened: t('The control plane does not know this key.'),
    why: t('The secret is incomplete, or it belongs to another connection.'),
    button: button.importSecret,
  },
  {
    id: 'identity-header-refused',
    on: { status: 401, reason: /identity overrides are disabled/ },
    happened: t('The control plane refused an identity header of this connection.'),
    why: t(
      'Its gateway says who you are; headers that begin with X-Subject- are not accepted there.',
    ),
    button: button.editConnection,
  },
  {
    id: 'identity-missing',
    on: { status: 401, reason: /authenticated subject|edge identity headers are required/ },
    happened: t('The control plane does not know who you are.'),
    why: t(
      'No header of this connection names a user that its gateway knows. A key cannot manage keys.',
    ),
    button: button.editConnection,
  },
  {
    id: 'unauthorized',
    on: { status: 401 },
    happened: t('The control plane did not accept the credentials.'),
    why: ({ reason }) => t('It says: {0}', reason),
    button: button.editConnection,
  },
];

/**
 * 403: known, but not allowed. *main* and *wave* differ in the code only (docs/contract.md, Roles).
 */
export const permissionRows: readonly Row[] = [
  {
    id: 'scope-missing',
    on: { status: 403, code: 'workspace_api_key_scope_denied' },
    happened: (error) => {
      const scopes = namesIn(error, 'required_scopes');
      return scopes.length === 0
        ? t('The key lacks the scope that this needs.')
        : t('The key lacks the scope {0}.', anyOf(scopes));
    },
    why: (error) => {
      const scopes = namesIn(error, 'granted_scopes');
      return scopes.length === 0
        ? t('It was issued for other scopes. Scopes change by rotation.')
        : t('It was issued for {0} only. Scopes change by rotation.', scopes.join(', '));
    },
    button: rotateIntoScope,
  },
  {
    id: 'user-unknown',
    on: { status: 403, reason: /not mapped to a SaaS user/ },
    happened: t('The control plane does not know you as a user.'),
    why: t(
      'Its gateway let you in, but nobody invited this identity to a control-plane workspace.',
    ),
    button: button.editConnection,
  },
  {
    id: 'approver-role-missing',
    on: { status: 403, reason: /^Approver does not satisfy/ },
    happened: t('This key may not decide the approval.'),
    why: (error) => {
      const roles = requiredRoles(error);
      return roles.length === 0
        ? t('Its service account does not have the role that the approval asks for.')
        : t('Its service account does not have the role {0}.', anyOf(roles));
    },
    button: button.createAccount,
  },
  {
    id: 'organization-role-missing',
    on: { status: 403, method: 'POST', path: /^\/saas\/workspaces$/, which: isAboutRole },
    happened: t('You may not create control-plane workspaces in this organization.'),
    why: (error) => needsRole(error, ['organization owner', 'organization admin']),
    button: button.switchWorkspace,
  },
  {
    id: 'platform-role-missing',
    on: { status: 403, path: /^\/saas\/admin\//, which: isAboutRole },
    happened: t('You may not see the administration of the control plane.'),
    why: (error) => needsRole(error, ['platform admin']),
    button: button.switchConnection,
  },
  {
    id: 'role-missing',
    on: { status: 403, which: isAboutRole },
    happened: ({ reason }) => t('Your role is not enough. {0}.', reason),
    why: (error) => needsRole(error, ['workspace owner', 'workspace admin']),
    button: button.switchWorkspace,
  },
  {
    id: 'not-a-member',
    on: { status: 403, reason: /not accessible by current user/ },
    happened: t('You have no access to this control-plane workspace.'),
    why: t('You are not an active member of it.'),
    button: button.switchWorkspace,
  },
  {
    id: 'user-not-active',
    on: { status: 403, reason: /\buser is not active$/ },
    happened: t('Your user is switched off on the control plane.'),
    why: t('An administrator of the control plane can switch it on again.'),
    button: button.switchConnection,
  },
  {
    id: 'workspace-not-active',
    on: { status: 403, reason: /^Workspace is not active$/ },
    happened: t('The control-plane workspace is switched off.'),
    why: t('Nothing works in it, and no key of it, until an administrator switches it on again.'),
    button: button.switchWorkspace,
  },
  {
    id: 'organization-not-active',
    on: { status: 403, reason: /\borganization is not active$/ },
    happened: t('The organization of the control-plane workspace is switched off.'),
    why: t(
      'None of its control-plane workspaces works until an administrator switches it on again.',
    ),
    button: button.switchWorkspace,
  },
  {
    id: 'not-active',
    on: { status: 403, reason: /is not active$/ },
    happened: t('The control plane has switched something off.'),
    why: ({ reason }) => t('It says: {0}.', reason),
    button: button.switchWorkspace,
  },
  {
    id: 'forbidden',
    on: { status: 403 },
    happened: t('The control plane does not allow this.'),
    why: ({ reason }) => t('It says: {0}', reason),
    button: button.switchWorkspace,
  },
];

/** `usual` where the server names none. */
function needsRole(error: ApiError, usual: readonly string[]): string {
  const named = requiredRoles(error);
  return t('It needs the role {0}.', anyOf(named.length === 0 ? usual : named));
}

function requiredRoles(error: ApiError): string[] {
  return namesIn(error, 'required_roles').map(serverWord);
}
