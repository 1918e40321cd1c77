import { t } from '@vscode/l10n';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { mayPress } from '../domain/managingCommands.ts';
import { approverAmong, approverRoles, type Approver } from '../domain/firstRun/approver.ts';
import { UserFacingError } from '../domain/errors.ts';
import { findInAnyForm } from '../domain/secrets/anyForm.ts';
import { serverWord } from '../domain/text/serverWords.ts';
import { anyOf } from '../domain/text/anyOf.ts';
import type { RunReading } from '../editor/firstRun/watchedRun.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import type { RunApproval } from '../wire/runGraph.ts';
import type { PlaygroundState } from './protocol/playground.ts';

export interface PendingApproval {
  readonly approval: RunApproval;
  readonly approver: Approver;
}

/** The approval that a run waits for, and who of this editor may decide it. */
export function pendingApproval(
  reading: RunReading | undefined,
  { keys, accounts }: Snapshot,
): PendingApproval | undefined {
  const id = reading?.run.pending_approval_id;
  const approval = reading?.graph.approvals.find(
    ({ approval_id, status }) => approval_id === id && status === 'pending',
  );
  if (!approval) return undefined;
  const owners = accounts.map(({ account }) => account);
  return { approval, approver: approverAmong(keys, owners, approverRoles(approval)) };
}

/** The approval as the page shows it to a person of that role. */
export function shownApproval(
  pending: PendingApproval | undefined,
  role: string | undefined,
): PlaygroundState['approval'] {
  if (!pending) return null;
  const { approval, approver } = pending;
  const roles = approverRoles(approval).map(serverWord);
  return {
    id: approval.approval_id,
    asks:
      roles.length === 0
        ? t('Somebody with an approver role must decide before it goes on.')
        : t('Somebody with the role {0} must decide before it goes on.', anyOf(roles)),
    policy: approval.policy_id,
    expiresAt: approval.expires_at,
    by: approver.kind === 'key' ? keyLabel(approver.row) : null,
    why: approver.kind === 'nobody' ? approver.why : null,
    action:
      approver.kind === 'nobody' && mayPress(role, approver.remedy.command)
        ? approver.remedy.label
        : null,
  };
}

/** @throws UserFacingError for a comment that holds the value of a key: it is kept for ever. */
export function checkedComment(text: string): string {
  if (findInAnyForm(text).length > 0) {
    throw new UserFacingError(t('The comment holds the value of a key. Take it out.'));
  }
  return text.trim();
}
