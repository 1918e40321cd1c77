import { t } from '@vscode/l10n';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';

/** Why there is none here: the demo run may have been made elsewhere, and its evidence is with whoever made it. */
export function noEvidence(detail: WorkspaceDetail | undefined): string {
  const run = detail?.onboarding.latest_demo_run ?? null;
  return run !== null && detail?.onboarding.checklist.demo_run_succeeded === true
    ? t('None on this machine: the demo run {0} was made elsewhere.', run.run_id)
    : t('None yet. The demo run brings the first.');
}
