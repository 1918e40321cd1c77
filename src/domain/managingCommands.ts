import type { MemberRole } from '../wire/members.ts';
import type { CommandId } from './commandIds.ts';
import { managementOf } from './roles.ts';

/** Commands that a managing role is needed for: they change what it manages, or begin with a listed key. */
export const managingCommands: ReadonlySet<string> = new Set<CommandId>([
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
  'keyrail.restoreSecret',
  'keyrail.writeToEnv',
  'keyrail.runDemo',
  'keyrail.recordVerification',
  'keyrail.recordGoLive',
]);

/** Whether a button for this command is of use to a person of that role; of others the server decides. */
export function mayPress(role: MemberRole | undefined, command: string): boolean {
  return managementOf(role) !== 'refused' || !managingCommands.has(command);
}
