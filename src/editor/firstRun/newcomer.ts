/*
 * What a start without a connection looks at and shows. It is loaded by itself: with everything else that
 * a window loads at first use it would put three megabytes on the heap of every editor that has no key.
 */
export { greet } from './greet.ts';
export { hasLocalPlane, hasTraces } from '../keys/traces.ts';
