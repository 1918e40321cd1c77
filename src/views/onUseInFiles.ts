/* What is said in files that hold or name keys, as one file that is loaded once one of them is open. */
import './onUse.ts';

export { envCodeLenses, envHover } from './envHints.ts';
export { completeReference, hoverReference } from './referenceHints.ts';
