import { t } from '@vscode/l10n';
import { button, keyForm } from './buttons.ts';
import { namesIn, valueIn, type Row } from './row.ts';

const said = ({ reason }: { readonly reason: string }) => t('The control plane says: {0}.', reason);
const runBody = /^\/(runs|approvals)\b/;

/** 400: the request itself is wrong; the button leads back to where it was made. */
export const invalidRows: readonly Row[] = [
  {
    id: 'idempotency-key-lost',
    on: { status: 400, reason: /^Missing required header: Idempotency-Key/ },
    happened: t('The request arrived without its idempotency key and was refused.'),
    why: t('Keyrail sends one with every change; something on the way has removed it.'),
    button: button.showLog,
  },
  {
    id: 'key-not-sent',
    on: { status: 400, reason: /^Missing required header: X-Tenant-Id/ },
    happened: t('The request arrived without a key.'),
    why: t('Something on the way has removed the header that carries it.'),
    button: button.editConnection,
  },
  {
    id: 'two-keys-sent',
    on: { status: 400, reason: /must match when both are provided/ },
    happened: t('Two different keys arrived in one request.'),
    why: t('A header of the connection carries a key as well.'),
    button: button.editConnection,
  },
  {
    id: 'end-is-past',
    on: { status: 400, reason: /^expires_at must be in the future/ },
    happened: t('The control plane takes the end of the key for past.'),
    why: t(
      'Its clock and that of this machine may differ. Set this machine’s right, or choose a later end.',
    ),
    button: keyForm,
  },
  {
    id: 'page-invalid',
    on: { status: 400, path: runBody, reason: /cursor|page_size/ },
    happened: t('The list has changed while it was read.'),
    why: said,
    button: button.refresh,
  },
  {
    id: 'run-request-invalid',
    on: { status: 400, path: runBody },
    happened: t('The request for the run is not valid.'),
    why: said,
    button: button.playground,
  },
  {
    id: 'scope-unsupported',
    on: { status: 400, reason: /unsupported workspace API key permission/ },
    happened: (error) => {
      const scope = valueIn(error, 'scope');
      return scope === undefined
        ? t('The control plane has no scope of that name.')
        : t('The control plane has no scope {0}.', scope);
    },
    why: (error) => {
      const scopes = namesIn(error, 'allowed_scopes');
      return scopes.length === 0
        ? t('It has other scopes.')
        : t('The scopes it knows: {0}.', scopes.join(', '));
    },
    button: keyForm,
  },
  {
    id: 'key-request-invalid',
    on: { status: 400, path: /\/api-keys/, reason: /^(scope|expires_at|service_account_id) / },
    happened: t('The control plane refused the key: one of its fields is not valid.'),
    why: said,
    button: keyForm,
  },
  {
    id: 'account-request-invalid',
    on: {
      status: 400,
      path: /\/service-accounts/,
      reason: /^(name|role|description|service_account_id) /,
    },
    happened: t('The control plane refused the service account: one of its fields is not valid.'),
    why: said,
    button: button.createAccount,
  },
  {
    id: 'delivery-invalid-verification',
    on: { status: 400, path: /\/delivery$/, reason: /^verification/ },
    happened: t('The control plane refused the verification track.'),
    why: said,
    button: button.recordVerification,
  },
  {
    id: 'delivery-invalid-go-live',
    on: { status: 400, path: /\/delivery$/, reason: /^go_live/ },
    happened: t('The control plane refused the go-live track.'),
    why: said,
    button: button.recordGoLive,
  },
  {
    id: 'export-filter-invalid',
    on: { status: 400, path: /audit-events:export$/ },
    happened: t('The control plane refused the audit export: its filter is not valid.'),
    why: said,
    button: button.exportAudit,
  },
  {
    id: 'workspace-request-invalid',
    on: {
      status: 400,
      path: /^\/saas\/workspaces$/,
      reason: /^(slug|tenant_id|plan_id|organization_id|display_name|workspace_id|data_region) /,
    },
    happened: t(
      'The control plane refused the new control-plane workspace: one of its fields is not valid.',
    ),
    why: said,
    button: button.createWorkspace,
  },
  {
    id: 'body-unreadable',
    on: { status: 400, reason: /valid JSON/ },
    happened: t('The control plane could not read the request.'),
    why: t('Its body did not arrive as it was sent; something on the way has changed it.'),
    button: button.showLog,
  },
  {
    id: 'invalid',
    on: { status: 400 },
    happened: t('The control plane did not accept the request.'),
    why: said,
    button: button.showLog,
  },
];
