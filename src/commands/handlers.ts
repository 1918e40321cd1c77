import type { WindowPorts } from './windowPorts.ts';
import type { CommandId } from '../domain/commandIds.ts';
import { exportAudit } from './audit/exportAudit.ts';
import { exportEvidence } from './audit/exportEvidence.ts';
import { manageEvidence } from './audit/manageEvidence.ts';
import { showLedger } from './audit/showLedger.ts';
import { verifyReceipt } from './audit/verifyReceipt.ts';
import { connect } from './connection/connect.ts';
import { disconnect } from './connection/disconnect.ts';
import { editConnection } from './connection/editConnection.ts';
import { manageConnections } from './connection/manageConnections.ts';
import { setUpLocal } from './connection/setUpLocal.ts';
import { switchConnection } from './connection/switchConnection.ts';
import { testConnection } from './connection/testConnection.ts';
import { openChecklist } from './firstRun/openChecklist.ts';
import { openPlayground } from './firstRun/openPlayground.ts';
import { quickStart } from './firstRun/quickStart.ts';
import { recordGoLive } from './firstRun/recordGoLive.ts';
import { recordVerification } from './firstRun/recordVerification.ts';
import { runDemo } from './firstRun/runDemo.ts';
import { copyKeyId } from './keys/copyKeyId.ts';
import { createKey } from './keys/createKey.ts';
import { endOldKeyNow } from './keys/endOldKeyNow.ts';
import { keepOldKey } from './keys/keepOldKey.ts';
import { recover } from './keys/recover.ts';
import { retireOldKey } from './keys/retireOldKey.ts';
import { revokeKey } from './keys/revokeKey.ts';
import { rotate } from './keys/rotate.ts';
import { rotateKey } from './keys/rotateKey.ts';
import { rotateKeyWithOverlap } from './keys/rotateKeyWithOverlap.ts';
import { setKeyName } from './keys/setKeyName.ts';
import { setRotationWindow } from './keys/setRotationWindow.ts';
import { endLoanOf } from './loans/endLoan.ts';
import { lendKey } from './loans/lendKey.ts';
import { panic } from './panic/panic.ts';
import { removeEnvLines } from './placements/removeEnvLines.ts';
import { stopUsingInTerminal } from './placements/stopUsingInTerminal.ts';
import { undoWrite } from './placements/undoWrite.ts';
import { updateStalePlacements } from './placements/updateStalePlacements.ts';
import { useInTerminal } from './placements/useInTerminal.ts';
import { whereIsIt } from './placements/whereIsIt.ts';
import { withdrawConsent } from './placements/withdrawConsent.ts';
import { writeToEnv } from './placements/writeToEnv.ts';
import { putIntoProgram } from './programs/putIntoProgram.ts';
import { removePlace } from './programs/removePlace.ts';
import { updatePlace } from './programs/updatePlace.ts';
import { copyCurl } from './secrets/copyCurl.ts';
import { copySecret } from './secrets/copySecret.ts';
import { forgetEverything } from './secrets/forgetEverything.ts';
import { forgetSecret } from './secrets/forgetSecret.ts';
import { importSecret } from './secrets/importSecret.ts';
import { restoreSecret } from './secrets/restoreSecret.ts';
import { revealSecret } from './secrets/revealSecret.ts';
import { copyText } from './view/copyText.ts';
import { filterAndGroup } from './view/filterAndGroup.ts';
import { filterKeys, clearFilter } from './view/filterKeys.ts';
import { groupKeys } from './view/groupKeys.ts';
import { refresh } from './view/refresh.ts';
import { showAttention } from './view/showAttention.ts';
import { showMenu } from './view/showMenu.ts';
import { bootstrapWorkspace } from './workspace/bootstrapWorkspace.ts';
import { createServiceAccount } from './workspace/createServiceAccount.ts';
import { createWorkspace } from './workspace/createWorkspace.ts';
import { disableServiceAccount } from './workspace/disableServiceAccount.ts';
import { showAccountKeys } from './workspace/showAccountKeys.ts';
import { switchWorkspace } from './workspace/switchWorkspace.ts';

/** Runs one command. Resolves to a plain object without secrets, or to nothing. */
export type Handler = (ports: WindowPorts, argument: unknown) => Promise<unknown>;

/** What each command does. */
export const handlers: Record<CommandId, Handler> = {
  'keyrail.quickStart': quickStart,
  'keyrail.setUpLocal': setUpLocal,
  'keyrail.connect': connect,
  'keyrail.switchConnection': switchConnection,
  'keyrail.editConnection': editConnection,
  'keyrail.testConnection': testConnection,
  'keyrail.disconnect': disconnect,
  'keyrail.manageConnections': manageConnections,
  'keyrail.switchWorkspace': switchWorkspace,
  'keyrail.createWorkspace': createWorkspace,
  'keyrail.bootstrapWorkspace': bootstrapWorkspace,
  'keyrail.createServiceAccount': createServiceAccount,
  'keyrail.showAccountKeys': showAccountKeys,
  'keyrail.disableServiceAccount': disableServiceAccount,
  'keyrail.createKey': createKey,
  'keyrail.rotateKey': rotateKey,
  'keyrail.rotateKeyWithOverlap': rotateKeyWithOverlap,
  'keyrail.rotate': rotate,
  'keyrail.retireOldKey': retireOldKey,
  'keyrail.endOldKeyNow': endOldKeyNow,
  'keyrail.keepOldKey': keepOldKey,
  'keyrail.revokeKey': revokeKey,
  'keyrail.lendKey': lendKey,
  'keyrail.endLoan': endLoanOf,
  'keyrail.panic': panic,
  'keyrail.undoWrite': undoWrite,
  'keyrail.writeToEnv': writeToEnv,
  'keyrail.putIntoProgram': putIntoProgram,
  'keyrail.updatePlace': updatePlace,
  'keyrail.removePlace': removePlace,
  'keyrail.revealSecret': revealSecret,
  'keyrail.copySecret': copySecret,
  'keyrail.importSecret': importSecret,
  'keyrail.restoreSecret': restoreSecret,
  'keyrail.forgetSecret': forgetSecret,
  'keyrail.forgetEverything': forgetEverything,
  'keyrail.copyKeyId': copyKeyId,
  'keyrail.copyText': copyText,
  'keyrail.setKeyName': setKeyName,
  'keyrail.setRotationWindow': setRotationWindow,
  'keyrail.openChecklist': openChecklist,
  'keyrail.openPlayground': openPlayground,
  'keyrail.runDemo': runDemo,
  'keyrail.recordVerification': recordVerification,
  'keyrail.recordGoLive': recordGoLive,
  'keyrail.exportAudit': exportAudit,
  'keyrail.verifyReceipt': verifyReceipt,
  'keyrail.exportEvidence': exportEvidence,
  'keyrail.manageEvidence': manageEvidence,
  'keyrail.useInTerminal': useInTerminal,
  'keyrail.stopUsingInTerminal': stopUsingInTerminal,
  'keyrail.whereIsIt': whereIsIt,
  'keyrail.updateStalePlacements': updateStalePlacements,
  'keyrail.removeEnvLines': removeEnvLines,
  'keyrail.withdrawConsent': withdrawConsent,
  'keyrail.findLeaks': async (ports) => (await import('./leaks/onUse.ts')).findLeaks(ports),
  'keyrail.fixLeak': async (ports, argument) =>
    (await import('./leaks/onUse.ts')).fixLeak(ports, argument),
  'keyrail.reviewDismissed': async (ports) =>
    (await import('./leaks/onUse.ts')).reviewDismissed(ports),
  'keyrail.copyCurl': copyCurl,
  'keyrail.recover': recover,
  'keyrail.showLedger': showLedger,
  'keyrail.showMenu': showMenu,
  'keyrail.refresh': refresh,
  'keyrail.filterAndGroup': filterAndGroup,
  'keyrail.filterKeys': filterKeys,
  'keyrail.clearFilter': clearFilter,
  'keyrail.showAttention': showAttention,
  'keyrail.groupKeys': groupKeys,
  'keyrail.showLog': async ({ log }) => {
    log.show();
  },
};
