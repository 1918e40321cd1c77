/** Whose time it is: this machine's until a connection is there. */
let source = (): Date => new Date();

/**
 * Now, by the clock of the control plane in use. Everything that is told relative to a time of its own
 * (made, used, expires) counts from here; what this machine did itself counts by its own clock.
 */
export function serverTime(): Date {
  return source();
}

/** A moment of this machine's clock, in milliseconds since 1970, as the control plane's tells it. */
export function atServer(machineMs: number): Date {
  return new Date(machineMs + serverTime().getTime() - Date.now());
}

/** Set once, when the extension starts. */
export function tellServerTime(by: () => Date): void {
  source = by;
}
