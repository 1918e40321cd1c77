import { t } from '@vscode/l10n';
import type { MemberRole } from '../wire/members.ts';

/**
 * Who may see and change keys and service accounts, bootstrap, and record tracks (docs/contract.md,
 * Roles).
 */
const managing: ReadonlySet<MemberRole> = new Set(['workspace_owner', 'workspace_admin']);
const reading: ReadonlySet<MemberRole> = new Set(['operator', 'approver', 'auditor', 'viewer']);

/** `unknown`: a role this version never heard of, or none; the server decides. */
export type Management = 'allowed' | 'refused' | 'unknown';

export function managementOf(role: MemberRole | undefined): Management {
  if (role === undefined) return 'unknown';
  return managing.has(role) ? 'allowed' : reading.has(role) ? 'refused' : 'unknown';
}

/** What a role may not do and who may, e.g. for `createKey`'s refusal. */
export function roleSentence(role: MemberRole, action: string): string {
  return t(
    'Your role here is {0}, which may not {1}. It takes a workspace owner or workspace admin.',
    role.replaceAll('_', ' '),
    action,
  );
}
