import type { Services } from '../services.ts';

/** Runs one command. Resolves to a plain object without secrets, or to nothing. */
export type Handler = (services: Services, argument: unknown) => Promise<unknown>;

/** Every command and where its handler is; a handler is loaded when it is first called. */
export const commandTable = {
  'keyrail.quickStart': async () => (await import('./firstRun/quickStart.ts')).quickStart,
  'keyrail.setUpLocal': async () => (await import('./connection/setUpLocal.ts')).setUpLocal,
  'keyrail.connect': async () => (await import('./connection/connect.ts')).connect,
  'keyrail.switchConnection': async () =>
    (await import('./connection/switchConnection.ts')).switchConnection,
  'keyrail.editConnection': async () =>
    (await import('./connection/editConnection.ts')).editConnection,
  'keyrail.testConnection': async () =>
    (await import('./connection/testConnection.ts')).testConnection,
  'keyrail.disconnect': async () => (await import('./connection/disconnect.ts')).disconnect,
  'keyrail.manageConnections': async () =>
    (await import('./connection/manageConnections.ts')).manageConnections,
  'keyrail.switchWorkspace': async () =>
    (await import('./workspace/switchWorkspace.ts')).switchWorkspace,
  'keyrail.createWorkspace': async () =>
    (await import('./workspace/createWorkspace.ts')).createWorkspace,
  'keyrail.bootstrapWorkspace': async () =>
    (await import('./workspace/bootstrapWorkspace.ts')).bootstrapWorkspace,
  'keyrail.createServiceAccount': async () =>
    (await import('./workspace/createServiceAccount.ts')).createServiceAccount,
  'keyrail.showAccountKeys': async () =>
    (await import('./workspace/showAccountKeys.ts')).showAccountKeys,
  'keyrail.disableServiceAccount': async () =>
    (await import('./workspace/disableServiceAccount.ts')).disableServiceAccount,
  'keyrail.createKey': async () => (await import('./keys/createKey.ts')).createKey,
  'keyrail.rotateKey': async () => (await import('./keys/rotateKey.ts')).rotateKey,
  'keyrail.rotateKeyWithOverlap': async () =>
    (await import('./keys/rotateKeyWithOverlap.ts')).rotateKeyWithOverlap,
  'keyrail.rotate': async () => (await import('./keys/rotate.ts')).rotate,
  'keyrail.retireOldKey': async () => (await import('./keys/retireOldKey.ts')).retireOldKey,
  'keyrail.endOldKeyNow': async () => (await import('./keys/endOldKeyNow.ts')).endOldKeyNow,
  'keyrail.keepOldKey': async () => (await import('./keys/keepOldKey.ts')).keepOldKey,
  'keyrail.revokeKey': async () => (await import('./keys/revokeKey.ts')).revokeKey,
  'keyrail.lendKey': async () => (await import('./loans/lendKey.ts')).lendKey,
  'keyrail.endLoan': async () => (await import('./loans/endLoan.ts')).endLoanOf,
  'keyrail.panic': async () => (await import('./panic/panic.ts')).panic,
  'keyrail.undoWrite': async () => (await import('./placements/undoWrite.ts')).undoWrite,
  'keyrail.writeToEnv': async () => (await import('./placements/writeToEnv.ts')).writeToEnv,
  'keyrail.revealSecret': async () => (await import('./secrets/revealSecret.ts')).revealSecret,
  'keyrail.copySecret': async () => (await import('./secrets/copySecret.ts')).copySecret,
  'keyrail.importSecret': async () => (await import('./secrets/importSecret.ts')).importSecret,
  'keyrail.forgetSecret': async () => (await import('./secrets/forgetSecret.ts')).forgetSecret,
  'keyrail.forgetEverything': async () =>
    (await import('./secrets/forgetEverything.ts')).forgetEverything,
  'keyrail.copyKeyId': async () => (await import('./keys/copyKeyId.ts')).copyKeyId,
  'keyrail.copyText': async () => (await import('./view/copyText.ts')).copyText,
  'keyrail.setKeyName': async () => (await import('./keys/setKeyName.ts')).setKeyName,
  'keyrail.setRotationWindow': async () =>
    (await import('./keys/setRotationWindow.ts')).setRotationWindow,
  'keyrail.openChecklist': async () => (await import('./firstRun/openChecklist.ts')).openChecklist,
  'keyrail.openPlayground': async () =>
    (await import('./firstRun/openPlayground.ts')).openPlayground,
  'keyrail.runDemo': async () => (await import('./firstRun/runDemo.ts')).runDemo,
  'keyrail.recordVerification': async () =>
    (await import('./firstRun/recordVerification.ts')).recordVerification,
  'keyrail.recordGoLive': async () => (await import('./firstRun/recordGoLive.ts')).recordGoLive,
  'keyrail.exportAudit': async () => (await import('./audit/exportAudit.ts')).exportAudit,
  'keyrail.verifyReceipt': async () => (await import('./audit/verifyReceipt.ts')).verifyReceipt,
  'keyrail.exportEvidence': async () => (await import('./audit/exportEvidence.ts')).exportEvidence,
  'keyrail.manageEvidence': async () => (await import('./audit/manageEvidence.ts')).manageEvidence,
  'keyrail.useInTerminal': async () =>
    (await import('./placements/useInTerminal.ts')).useInTerminal,
  'keyrail.stopUsingInTerminal': async () =>
    (await import('./placements/stopUsingInTerminal.ts')).stopUsingInTerminal,
  'keyrail.whereIsIt': async () => (await import('./placements/whereIsIt.ts')).whereIsIt,
  'keyrail.updateStalePlacements': async () =>
    (await import('./placements/updateStalePlacements.ts')).updateStalePlacements,
  'keyrail.removeEnvLines': async () =>
    (await import('./placements/removeEnvLines.ts')).removeEnvLines,
  'keyrail.withdrawConsent': async () =>
    (await import('./placements/withdrawConsent.ts')).withdrawConsent,
  'keyrail.findLeaks': async () => (await import('./leaks/findLeaks.ts')).findLeaks,
  'keyrail.fixLeak': async () => (await import('./leaks/fixLeak.ts')).fixLeak,
  'keyrail.reviewDismissed': async () =>
    (await import('./leaks/reviewDismissed.ts')).reviewDismissed,
  'keyrail.copyCurl': async () => (await import('./secrets/copyCurl.ts')).copyCurl,
  'keyrail.recover': async () => (await import('./keys/recover.ts')).recover,
  'keyrail.showLedger': async () => (await import('./audit/showLedger.ts')).showLedger,
  'keyrail.showMenu': async () => (await import('./view/showMenu.ts')).showMenu,
  'keyrail.refresh': async () => (await import('./view/refresh.ts')).refresh,
  'keyrail.filterAndGroup': async () => (await import('./view/filterAndGroup.ts')).filterAndGroup,
  'keyrail.filterKeys': async () => (await import('./view/filterKeys.ts')).filterKeys,
  'keyrail.clearFilter': async () => (await import('./view/filterKeys.ts')).clearFilter,
  'keyrail.showAttention': async () => (await import('./view/showAttention.ts')).showAttention,
  'keyrail.groupKeys': async () => (await import('./view/groupKeys.ts')).groupKeys,
  'keyrail.showLog': async () => async (services: Services) => {
    services.log.show();
  },
} satisfies Record<string, () => Promise<Handler>>;

export type CommandId = keyof typeof commandTable;
