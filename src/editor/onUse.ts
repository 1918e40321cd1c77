/*
 * What acts on keys and connections and looks after them, as one file that is loaded when something first asks for it.
 * Leaks have a file of their own, as a window without a text to look through never needs it. It stands
 * on what rows are read with: entries that stand on one another share few files.
 */
import './onRead.ts';

export { createConnectionChanges } from './connection/connectionChanges.ts';
export { provenAddress } from './connection/provenAddress.ts';
export { createEnvFiles } from './env/envFiles.ts';
export { createHosts } from './hosts/hosts.ts';
export { createLoans } from './loans/loans.ts';
export { createPlaces } from './placements/envPlaces.ts';
export { createPlacementScanner } from './placements/placementScanner.ts';
export { askKeepAlsoIn } from './programs/askKeepAlsoIn.ts';
export { createKeyPrograms } from './programs/keyPrograms.ts';
export { createConsents } from './references/injectConsent.ts';
export { resolveLaunch } from './references/launchReferences.ts';
export { referenceTask } from './references/referenceTask.ts';
export { openRecovery } from './secrets/recoveryWork.ts';
export { tellEvent } from './secrets/tellEvent.ts';
export { openTerminalChannel } from './terminals/channel.ts';
