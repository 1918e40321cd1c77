import { requireTrustedFolder } from '../editor/trustedFolder.ts';
import type { CommandId } from '../domain/commandIds.ts';

/**
 * What a person may do while the folder is not trusted: look, and end things. Nobody should have to
 * trust a folder first in order to revoke a key that leaked from it.
 */
const looks: ReadonlySet<CommandId> = new Set<CommandId>([
  'keyrail.setUpLocal',
  'keyrail.connect',
  'keyrail.switchConnection',
  'keyrail.editConnection',
  'keyrail.testConnection',
  'keyrail.disconnect',
  'keyrail.manageConnections',
  'keyrail.switchWorkspace',
  'keyrail.manageEvidence',
  'keyrail.openChecklist',
  'keyrail.openPlayground',
  'keyrail.showAccountKeys',
  'keyrail.whereIsIt',
  'keyrail.copyKeyId',
  'keyrail.copyText',
  'keyrail.copyCurl',
  'keyrail.showAttention',
  'keyrail.showLedger',
  'keyrail.showMenu',
  'keyrail.showLog',
  'keyrail.refresh',
  'keyrail.filterAndGroup',
  'keyrail.filterKeys',
  'keyrail.clearFilter',
  'keyrail.groupKeys',
]);
const ends: ReadonlySet<CommandId> = new Set<CommandId>([
  'keyrail.revokeKey',
  'keyrail.endOldKeyNow',
  'keyrail.keepOldKey',
  'keyrail.endLoan',
  'keyrail.panic',
  'keyrail.forgetSecret',
  'keyrail.forgetEverything',
  'keyrail.stopUsingInTerminal',
  'keyrail.removeEnvLines',
  'keyrail.removePlace',
  'keyrail.withdrawConsent',
  'keyrail.recover',
]);

/** @throws UserFacingError for a command that makes or writes something, in a folder without trust */
export function requireTrust(id: CommandId): void {
  if (!looks.has(id) && !ends.has(id)) requireTrustedFolder();
}
