/* What tells a person of a request that failed, as one file that is loaded at the first one. */
import './inEveryWindow.ts';

export { explain } from '../client/explain.ts';
