import { t } from '@vscode/l10n';
import type { ApiError } from '../apiError.ts';
import { button } from './buttons.ts';
import type { Row } from './row.ts';

const things: Readonly<Record<string, string>> = {
  run_not_found: t('run'),
  artifact_not_found: t('artifact'),
  approval_not_found: t('approval'),
  tool_provider_not_found: t('tool provider'),
  policy_not_found: t('policy'),
};
const named = ({ code }: ApiError) => t('The {0} does not exist.', things[code] ?? code);

/** 404: what is named does not exist, or not here. */
export const missingRows: readonly Row[] = [
  {
    id: 'probe-accepted',
    on: { status: 404, code: 'not_found', path: /^\/_probe$/ },
    happened: t('The control plane accepted the key.'),
    why: t('There is nothing at the address that was asked, and only accepted keys learn that.'),
    button: button.refresh,
  },
  {
    id: 'account-cannot-be-enabled',
    on: { status: 404, code: 'not_found', path: /\/service-accounts\/[^/]+:enable$/ },
    happened: t('A disabled service account cannot be enabled again.'),
    why: t('The control plane has no way back; its name stays taken as well.'),
    button: button.createAccount,
  },
  {
    id: 'route-missing',
    on: { status: 404, code: 'not_found' },
    happened: t('The control plane has no such operation.'),
    why: t(
      'The address of the connection may not be that of a control plane, or its version is another.',
    ),
    button: button.editConnection,
  },
  {
    id: 'workspace-missing',
    on: { status: 404, code: 'workspace_not_found' },
    happened: t('The control-plane workspace does not exist.'),
    why: t('It was removed, or it belongs to another connection.'),
    button: button.switchWorkspace,
  },
  {
    id: 'organization-missing',
    on: { status: 404, code: 'organization_not_found' },
    happened: t('The organization does not exist.'),
    why: t('A control-plane workspace can only be created in an organization you belong to.'),
    button: button.createWorkspace,
  },
  {
    id: 'key-missing',
    on: { status: 404, code: 'api_key_not_found' },
    happened: t('The key does not exist in this control-plane workspace.'),
    why: t('It belongs to another workspace, or the list shown here is old.'),
    button: button.refresh,
  },
  {
    id: 'owner-missing',
    on: { status: 404, code: 'service_account_not_found', path: /\/api-keys/ },
    happened: t('The service account for the key does not exist.'),
    why: t('It belongs to another control-plane workspace, or the list shown here is old.'),
    button: button.createAccount,
  },
  {
    id: 'account-missing',
    on: { status: 404, code: 'service_account_not_found' },
    happened: t('The service account does not exist in this control-plane workspace.'),
    why: t('It belongs to another workspace, or the list shown here is old.'),
    button: button.refresh,
  },
  {
    id: 'run-missing',
    on: { status: 404, code: /^(run|artifact|approval)_not_found$/ },
    happened: named,
    why: t('It belongs to another control-plane workspace than the key, or it was removed.'),
    button: button.playground,
  },
  {
    id: 'baseline-part-missing',
    on: { status: 404, code: /^(tool_provider|policy)_not_found$/ },
    happened: named,
    why: t('The baseline of the control-plane workspace is not complete.'),
    button: button.bootstrap,
  },
  {
    id: 'invitation-missing',
    on: { status: 404, code: 'invitation_not_found' },
    happened: t('The invitation does not exist.'),
    why: t('It was used, withdrawn, or it is for another identity.'),
    button: button.switchWorkspace,
  },
];
