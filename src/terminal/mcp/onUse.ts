/*
 * What only an agent's connection needs, as a file of its own: `keyrail run` starts without the SDK.
 */
export { serveMcp } from './serve.ts';
export { whoAsks } from './whoAsks.ts';
