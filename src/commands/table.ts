import type { Services } from '../services.ts';

/** Runs one command. Resolves to a plain object without secrets, or to nothing. */
export type Handler = (services: Services, argument: unknown) => Promise<unknown>;

/** Every command and where its handler is; a handler is loaded when it is first called. */
export const commandTable = {
  'keyrail.quickStart': async () => (await import('./quickStart.ts')).quickStart,
  'keyrail.connect': async () => (await import('./connect.ts')).connect,
  'keyrail.switchConnection': async () => (await import('./switchConnection.ts')).switchConnection,
  'keyrail.editConnection': async () => (await import('./editConnection.ts')).editConnection,
  'keyrail.testConnection': async () => (await import('./testConnection.ts')).testConnection,
  'keyrail.disconnect': async () => (await import('./disconnect.ts')).disconnect,
  'keyrail.switchWorkspace': async () => (await import('./switchWorkspace.ts')).switchWorkspace,
  'keyrail.createWorkspace': async () => (await import('./createWorkspace.ts')).createWorkspace,
  'keyrail.bootstrapWorkspace': async () =>
    (await import('./bootstrapWorkspace.ts')).bootstrapWorkspace,
  'keyrail.createServiceAccount': async () =>
    (await import('./createServiceAccount.ts')).createServiceAccount,
  'keyrail.disableServiceAccount': async () =>
    (await import('./disableServiceAccount.ts')).disableServiceAccount,
  'keyrail.createKey': async () => (await import('./createKey.ts')).createKey,
  'keyrail.rotateKey': async () => (await import('./rotateKey.ts')).rotateKey,
  'keyrail.rotateKeyWithOverlap': async () =>
    (await import('./rotateKeyWithOverlap.ts')).rotateKeyWithOverlap,
  'keyrail.retireOldKey': async () => (await import('./retireOldKey.ts')).retireOldKey,
  'keyrail.revokeKey': async () => (await import('./revokeKey.ts')).revokeKey,
  'keyrail.writeToEnv': async () => (await import('./writeToEnv.ts')).writeToEnv,
  'keyrail.revealSecret': async () => (await import('./revealSecret.ts')).revealSecret,
  'keyrail.copySecret': async () => (await import('./copySecret.ts')).copySecret,
  'keyrail.importSecret': async () => (await import('./importSecret.ts')).importSecret,
  'keyrail.forgetSecret': async () => (await import('./forgetSecret.ts')).forgetSecret,
  'keyrail.forgetEverything': async () => (await import('./forgetEverything.ts')).forgetEverything,
  'keyrail.setKeyName': async () => (await import('./setKeyName.ts')).setKeyName,
  'keyrail.setRotationWindow': async () =>
    (await import('./setRotationWindow.ts')).setRotationWindow,
  'keyrail.openChecklist': async () => (await import('./openChecklist.ts')).openChecklist,
  'keyrail.openPlayground': async () => (await import('./openPlayground.ts')).openPlayground,
  'keyrail.runDemo': async () => (await import('./runDemo.ts')).runDemo,
  'keyrail.recordVerification': async () =>
    (await import('./recordVerification.ts')).recordVerification,
  'keyrail.recordGoLive': async () => (await import('./recordGoLive.ts')).recordGoLive,
  'keyrail.exportAudit': async () => (await import('./exportAudit.ts')).exportAudit,
  'keyrail.verifyReceipt': async () => (await import('./verifyReceipt.ts')).verifyReceipt,
  'keyrail.exportEvidence': async () => (await import('./exportEvidence.ts')).exportEvidence,
  'keyrail.useInTerminal': async () => (await import('./useInTerminal.ts')).useInTerminal,
  'keyrail.stopUsingInTerminal': async () =>
    (await import('./stopUsingInTerminal.ts')).stopUsingInTerminal,
  'keyrail.whereIsIt': async () => (await import('./whereIsIt.ts')).whereIsIt,
  'keyrail.updateStalePlacements': async () =>
    (await import('./updateStalePlacements.ts')).updateStalePlacements,
  'keyrail.withdrawConsent': async () => (await import('./withdrawConsent.ts')).withdrawConsent,
  'keyrail.copyCurl': async () => (await import('./copyCurl.ts')).copyCurl,
  'keyrail.recover': async () => (await import('./recover.ts')).recover,
  'keyrail.showLedger': async () => (await import('./showLedger.ts')).showLedger,
  'keyrail.showMenu': async () => (await import('./showMenu.ts')).showMenu,
  'keyrail.refresh': async () => (await import('./refresh.ts')).refresh,
  'keyrail.filterKeys': async () => (await import('./filterKeys.ts')).filterKeys,
  'keyrail.clearFilter': async () => (await import('./filterKeys.ts')).clearFilter,
  'keyrail.groupKeys': async () => (await import('./groupKeys.ts')).groupKeys,
  'keyrail.showLog': async () => async (services: Services) => {
    services.log.show();
  },
} satisfies Record<string, () => Promise<Handler>>;

export type CommandId = keyof typeof commandTable;
