import { button, rebind, rotateIntoScope } from './buttons.ts';
import { either, namesIn, type Row } from './row.ts';

/** 401: a key or a person that the control plane does not let in. */
export const identityRows: readonly Row[] = [
  {
    id: 'key-expired',
    on: { status: 401, reason: /API key has expired/ },
    happened: 'The key was refused because it has expired.',
    why: 'Its expiry date has passed, so it can neither be used nor rotated.',
    button: button.createKey,
  },
  {
    id: 'key-revoked',
    on: { status: 401, reason: /API key is no longer active/ },
    happened: 'The key was refused because it is revoked.',
    why: 'It was revoked, or replaced by a rotation; an old copy of it is still in use here.',
    button: button.createKey,
  },
  {
    id: 'key-orphaned',
    on: { status: 401, reason: /not bound to an active service account/ },
    happened: 'The key was refused because its service account is disabled.',
    why: 'Disabling a service account ends all its keys at once, although they are still listed as active.',
    button: rebind,
  },
  {
    id: 'key-without-workspace',
    on: { status: 401, reason: /not bound to an active workspace/ },
    happened: 'The key was refused because its control-plane workspace is not active.',
    why: 'No key of that workspace works until it is active again.',
    button: button.switchWorkspace,
  },
  {
    id: 'key-unknown',
    on: { status: 401, reason: /API key is invalid/ },
    happened: 'The control plane does not know this key.',
    why: 'The secret is incomplete, or it belongs to another connection.',
    button: button.importSecret,
  },
  {
    id: 'identity-header-refused',
    on: { status: 401, reason: /identity overrides are disabled/ },
    happened: 'The control plane refused an identity header of this connection.',
    why: 'Its edge says who you are; headers that begin with X-Subject- are not accepted there.',
    button: button.editConnection,
  },
  {
    id: 'identity-missing',
    on: { status: 401, reason: /authenticated subject|edge identity headers are required/ },
    happened: 'The control plane does not know who you are.',
    why: 'No header of this connection names a user that its edge vouches for. A key cannot manage keys.',
    button: button.editConnection,
  },
  {
    id: 'unauthorized',
    on: { status: 401 },
    happened: 'The control plane did not accept the credentials.',
    why: ({ reason }) => `It says: ${reason}`,
    button: button.editConnection,
  },
];

/** 403: known, but not allowed. *main* and *wave* differ in the code only (facts §3). */
export const permissionRows: readonly Row[] = [
  {
    id: 'scope-missing',
    on: { status: 403, code: 'workspace_api_key_scope_denied' },
    happened: (error) =>
      `The key lacks the scope ${either(namesIn(error, 'required_scopes'), 'for this')}.`,
    why: (error) =>
      `It was issued for ${either(namesIn(error, 'granted_scopes'), 'other scopes')} only. Scopes change by rotation.`,
    button: rotateIntoScope,
  },
  {
    id: 'user-unknown',
    on: { status: 403, reason: /not mapped to a SaaS user/ },
    happened: 'The control plane has no user for you.',
    why: 'Its edge let you in, but nobody invited this identity to a control-plane workspace.',
    button: button.editConnection,
  },
  {
    id: 'approver-role-missing',
    on: { status: 403, reason: /^Approver does not satisfy/ },
    happened: 'This key may not decide the approval.',
    why: (error) =>
      `Its service account does not have the role ${roles(error, 'that the approval asks for')}.`,
    button: button.createAccount,
  },
  {
    id: 'organization-role-missing',
    on: { status: 403, path: /^\/saas\/workspaces$/ },
    happened: 'You may not create control-plane workspaces in this organization.',
    why: (error) =>
      `It needs the role ${roles(error, 'organization owner or organization admin')}.`,
    button: button.switchWorkspace,
  },
  {
    id: 'platform-role-missing',
    on: { status: 403, path: /^\/saas\/admin\// },
    happened: 'You may not see the administration of the control plane.',
    why: (error) => `It needs the role ${roles(error, 'platform admin')}.`,
    button: button.switchConnection,
  },
  {
    id: 'role-missing',
    on: {
      status: 403,
      code: /^(tenant_access_denied|workspace_admin_required)$/,
      reason: /^Only workspace owners or admins/,
    },
    happened: ({ reason }) => `Your role is not enough. ${reason}.`,
    why: (error) => `It needs the role ${roles(error, 'workspace owner or workspace admin')}.`,
    button: button.switchWorkspace,
  },
  {
    id: 'not-a-member',
    on: { status: 403, reason: /not accessible by current user/ },
    happened: 'You have no access to this control-plane workspace.',
    why: 'You are not an active member of it.',
    button: button.switchWorkspace,
  },
  {
    id: 'not-active',
    on: { status: 403, reason: /is not active$/ },
    happened: 'The control plane has switched something off.',
    why: ({ reason }) => `It says: ${reason}.`,
    button: button.switchWorkspace,
  },
  {
    id: 'forbidden',
    on: { status: 403 },
    happened: 'The control plane does not allow this.',
    why: ({ reason }) => `It says: ${reason}`,
    button: button.switchWorkspace,
  },
];

function roles(error: Parameters<typeof namesIn>[0], otherwise: string): string {
  const names = namesIn(error, 'required_roles').map((role) => role.replaceAll('_', ' '));
  return either(names, otherwise);
}
