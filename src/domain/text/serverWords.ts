import { t } from '@vscode/l10n';

/** Names that servers send, as they were recorded of both variants (docs/contract.md). */
const known: ReadonlyMap<string, string> = new Map([
  // Runs, their steps and approvals, delivery tracks, and accounts.
  ['queued', t('queued')],
  ['running', t('running')],
  ['waiting_approval', t('waiting for approval')],
  ['completed', t('completed')],
  ['failed', t('failed')],
  ['cancelled', t('cancelled')],
  ['blocked', t('waiting')],
  ['pending', t('pending')],
  ['approved', t('approved')],
  ['rejected', t('rejected')],
  ['expired', t('expired')],
  ['in_progress', t('in progress')],
  ['complete', t('complete')],
  ['active', t('active')],
  ['disabled', t('disabled')],
  // What a run goes through and leaves behind.
  ['planner', t('planning')],
  ['policy_check', t('policy check')],
  ['approval_wait', t('approval')],
  ['tool_call', t('tool call')],
  ['summary', t('summary')],
  ['run_summary', t('run summary')],
  ['policy_evaluated', t('policy checked')],
  ['side_effect_blocked', t('side effect held back')],
  ['approval_created', t('approval asked for')],
  ['approval_decided', t('approval decided')],
  ['approval_cancelled', t('approval withdrawn')],
  // Roles of people and of service accounts.
  ['organization_owner', t('organization owner')],
  ['organization_admin', t('organization admin')],
  ['workspace_owner', t('workspace owner')],
  ['workspace_admin', t('workspace admin')],
  ['workspace_service', t('workspace service')],
  ['operator', t('operator')],
  ['approver', t('approver')],
  ['legal_approver', t('legal approver')],
  ['auditor', t('auditor')],
  ['viewer', t('viewer')],
]);

/** A name of the server in the person's words; one that is not known, with spaces for its `_`. */
export function serverWord(name: string): string {
  return known.get(name) ?? name.replaceAll('_', ' ');
}
