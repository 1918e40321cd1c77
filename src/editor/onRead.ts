/*
 * What rows of keys are asked for, read and kept with, as one file that is loaded with the first of them:
 * a file for each would cost more to find than to load.
 */
import './inEveryWindow.ts';

export { createManagementClient } from '../client/api/managementClient.ts';
export { createRuntimeClient } from '../client/api/runtimeClient.ts';
export { createCircuit } from '../client/transport/circuit.ts';
export { createHttp } from '../client/transport/http.ts';
export { readHeaders } from './connection/readHeaders.ts';
export { loadServerState } from './connection/serverState.ts';
export { carryPendingNotes } from './keys/succession.ts';
export { removeKeyList, removeOtherLists, writeKeyList } from './keys/writeKeyList.ts';
export { tellClock } from './notices/tellClock.ts';
export { openLifecycleContext } from './secrets/lifecycleContext.ts';
export { readLocalFacts } from './secrets/readLocalFacts.ts';
