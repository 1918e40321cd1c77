const hurry = 20;
const longestPauseMs = 1000;

/**
 * Makes the pauses between two attempts of a call so much shorter in this process; their order stays, and
 * so do limits of time, which are longer.
 */
export function hurryPauses(): void {
  const own = globalThis.setTimeout;
  globalThis.setTimeout = new Proxy(own, {
    apply(target, as, [run, ms = 0, ...rest]: [() => void, number?, ...unknown[]]) {
      // `as`: what `setTimeout` gives.
      return Reflect.apply(target, as, [
        run,
        ms < longestPauseMs ? ms / hurry : ms,
        ...rest,
      ]) as NodeJS.Timeout;
    },
  });
}
