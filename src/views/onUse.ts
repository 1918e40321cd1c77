/*
 * What is drawn once a view is looked at, as one file that is loaded then, with what looks: entries that
 * stand on one another leave the start in few files.
 */
import '../editor/onUse.ts';

export { accountParts } from './accountParts.ts';
export { bringToKey } from './bringToKey.ts';
export { envCodeLenses, envHover } from './envHints.ts';
export { keyParts } from './keyParts.ts';
export * as keysHeader from './keysHeader.ts';
export { completeReference, hoverReference } from './referenceHints.ts';
