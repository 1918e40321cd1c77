/* What a view's rows are drawn with, as one file that is loaded once one of them is looked at. */
import '../editor/inEveryWindow.ts';

export { accountParts } from './accountParts.ts';
export { bringToKey, followToKey } from './bringToKey.ts';
export { keyParts } from './keyParts.ts';
export * as keysHeader from './keysHeader.ts';
