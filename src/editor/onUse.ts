/*
 * What the start of a window does without, as one file that is loaded when something first asks for it:
 * a file for each of them would cost more to find than to load. Leaks have a file of their own, as a
 * window without a text to look through never needs it.
 */
export { createManagementClient } from '../client/api/managementClient.ts';
export { createRuntimeClient } from '../client/api/runtimeClient.ts';
export { explain } from '../client/explain.ts';
export { createCircuit } from '../client/transport/circuit.ts';
export { createHttp } from '../client/transport/http.ts';
export { provenAddress } from './connection/provenAddress.ts';
export { createEnvFiles } from './env/envFiles.ts';
export { createHosts } from './hosts/hosts.ts';
export { carryPendingNotes } from './keys/succession.ts';
export { removeKeyList, removeOtherLists, writeKeyList } from './keys/writeKeyList.ts';
export { createLoans } from './loans/loans.ts';
export { tellClock } from './notices/tellClock.ts';
export { createPlaces } from './placements/envPlaces.ts';
export { createPlacementScanner } from './placements/placementScanner.ts';
export { createKeyPrograms } from './programs/keyPrograms.ts';
export { createConsents } from './references/injectConsent.ts';
export { resolveLaunch } from './references/launchReferences.ts';
export { referenceTask } from './references/referenceTask.ts';
export { openLifecycleContext } from './secrets/lifecycleContext.ts';
export { readLocalFacts } from './secrets/readLocalFacts.ts';
export { openRecovery } from './secrets/recoveryWork.ts';
export { tellEvent } from './secrets/tellEvent.ts';
export { openTerminalChannel } from './terminals/channel.ts';
