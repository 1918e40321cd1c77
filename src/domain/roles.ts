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

/** Commands that a managing role is needed for: they change what it manages, or begin with a listed key. */
export const managingCommands: ReadonlySet<string> = new Set([
  'keyrail.quickStart',
  'keyrail.bootstrapWorkspace',
  'keyrail.createServiceAccount',
  'keyrail.disableServiceAccount',
  'keyrail.showAccountKeys',
  'keyrail.createKey',
  'keyrail.rotate',
  'keyrail.rotateKey',
  'keyrail.rotateKeyWithOverlap',
  'keyrail.retireOldKey',
  'keyrail.endOldKeyNow',
  'keyrail.keepOldKey',
  'keyrail.revokeKey',
  'keyrail.lendKey',
  'keyrail.endLoan',
  'keyrail.importSecret',
  'keyrail.writeToEnv',
  'keyrail.runDemo',
  'keyrail.recordVerification',
  'keyrail.recordGoLive',
]);

/** Whether a button for this command is of use to a person of that role; of others the server decides. */
export function mayPress(role: MemberRole | undefined, command: string): boolean {
  return managementOf(role) !== 'refused' || !managingCommands.has(command);
}

/** What a role may not do and who may, e.g. for `createKey`'s refusal. */
export function roleSentence(role: MemberRole, action: string): string {
  return t(
    'Your role here is {0}, which may not {1}. It takes a workspace owner or workspace admin.',
    role.replaceAll('_', ' '),
    action,
  );
}
