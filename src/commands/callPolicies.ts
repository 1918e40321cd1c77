import type { CommandId } from './commandIds.ts';

/**
 * What a command does where a program calls it: a launch or a task of a folder, a keybinding, a link,
 * another extension.
 *
 * - `looks`: changes nothing that outlives the window's look.
 * - `confirms`: asks before it acts, whatever it was called with.
 * - `prompts`: asks for what was left out, so that only arguments make it act by itself.
 * - `acts`: asks for nothing.
 */
export type CallPolicy = 'looks' | 'confirms' | 'prompts' | 'acts';

/**
 * What acts on a row at once, where everything else asks or shows first what it does with it. A row is
 * named by a shape, which a folder can write, too; so these ask.
 */
export const actsOnRow: ReadonlySet<CommandId> = new Set<CommandId>([
  'keyrail.copySecret',
  'keyrail.revealSecret',
  'keyrail.keepOldKey',
  'keyrail.undoWrite',
]);

/** Of every command; a new one has to say it. */
export const callPolicies: Readonly<Record<CommandId, CallPolicy>> = {
  'keyrail.quickStart': 'acts',
  'keyrail.setUpLocal': 'acts',
  'keyrail.connect': 'confirms',
  'keyrail.switchConnection': 'prompts',
  'keyrail.editConnection': 'confirms',
  'keyrail.testConnection': 'looks',
  'keyrail.disconnect': 'confirms',
  'keyrail.manageConnections': 'looks',
  'keyrail.switchWorkspace': 'prompts',
  'keyrail.createWorkspace': 'confirms',
  'keyrail.bootstrapWorkspace': 'acts',
  'keyrail.createServiceAccount': 'prompts',
  'keyrail.showAccountKeys': 'looks',
  'keyrail.disableServiceAccount': 'confirms',
  'keyrail.createKey': 'prompts',
  'keyrail.rotateKey': 'confirms',
  'keyrail.rotateKeyWithOverlap': 'prompts',
  'keyrail.rotate': 'confirms',
  'keyrail.retireOldKey': 'prompts',
  'keyrail.endOldKeyNow': 'confirms',
  'keyrail.keepOldKey': 'acts',
  'keyrail.revokeKey': 'confirms',
  'keyrail.lendKey': 'confirms',
  'keyrail.endLoan': 'confirms',
  'keyrail.panic': 'confirms',
  'keyrail.writeToEnv': 'prompts',
  'keyrail.undoWrite': 'acts',
  'keyrail.revealSecret': 'prompts',
  'keyrail.copySecret': 'prompts',
  'keyrail.importSecret': 'confirms',
  'keyrail.forgetSecret': 'confirms',
  'keyrail.forgetEverything': 'confirms',
  'keyrail.copyKeyId': 'prompts',
  'keyrail.copyText': 'prompts',
  'keyrail.setKeyName': 'prompts',
  'keyrail.setRotationWindow': 'prompts',
  'keyrail.openChecklist': 'looks',
  'keyrail.openPlayground': 'looks',
  'keyrail.runDemo': 'acts',
  'keyrail.recordVerification': 'prompts',
  'keyrail.recordGoLive': 'prompts',
  'keyrail.exportAudit': 'prompts',
  'keyrail.verifyReceipt': 'looks',
  'keyrail.exportEvidence': 'prompts',
  'keyrail.manageEvidence': 'looks',
  'keyrail.useInTerminal': 'confirms',
  'keyrail.stopUsingInTerminal': 'prompts',
  'keyrail.whereIsIt': 'looks',
  'keyrail.updateStalePlacements': 'confirms',
  'keyrail.removeEnvLines': 'confirms',
  'keyrail.withdrawConsent': 'confirms',
  'keyrail.findLeaks': 'looks',
  'keyrail.fixLeak': 'prompts',
  'keyrail.reviewDismissed': 'confirms',
  'keyrail.copyCurl': 'acts',
  'keyrail.recover': 'prompts',
  'keyrail.showLedger': 'looks',
  'keyrail.showMenu': 'looks',
  'keyrail.refresh': 'looks',
  'keyrail.filterAndGroup': 'looks',
  'keyrail.filterKeys': 'looks',
  'keyrail.clearFilter': 'looks',
  'keyrail.showAttention': 'looks',
  'keyrail.groupKeys': 'prompts',
  'keyrail.showLog': 'looks',
};
