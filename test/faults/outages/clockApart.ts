/**
 * Sets the clock of this process apart from the machine's: whatever asks for the time, Node's own parts
 * too, gets it so much later, as on a machine that goes wrong.
 *
 * @param aheadMs negative: behind
 */
export function setClockApart(aheadMs: number): void {
  const Machine = Date;
  globalThis.Date = new Proxy(Machine, {
    construct: (target, given: unknown[], as) =>
      // `as`: a constructor makes an object.
      Reflect.construct(
        target,
        given.length === 0 ? [target.now() + aheadMs] : given,
        as,
      ) as object,
    get(target, name, receiver) {
      if (name === 'now') return () => Machine.now() + aheadMs;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}
