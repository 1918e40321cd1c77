/* What is drawn once a view is looked at, as one file that is loaded then. */
export { accountParts } from './accountParts.ts';
export { bringToKey } from './bringToKey.ts';
export { envCodeLenses, envHover } from './envHints.ts';
export { keyParts } from './keyParts.ts';
export * as keysHeader from './keysHeader.ts';
export { completeReference, hoverReference } from './referenceHints.ts';
