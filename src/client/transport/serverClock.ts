/** The time of a control plane, as far as its answers tell it: what it judges by its clock is reckoned by it. */
export interface ServerClock {
  /**
   * What an answer says of the time.
   *
   * @param date its `Date`; one without, or one that cannot be read, says nothing
   * @param askedAt when it was asked for, and `cameAt` when it came, by this machine's clock, in
   *   milliseconds since 1970
   */
  heard(date: string | undefined, askedAt: number, cameAt: number): void;
  /** Now; by this machine's clock until an answer has named another time. */
  now(): Date;
  /** Milliseconds that this machine's clock is ahead of it; negative: behind. */
  aheadMs(): number;
}

/** `Date` has whole seconds, and an answer takes its time: less is no difference of the clocks. */
const leastMs = 5000;

/**
 * The first answer is believed. From then on one alone is not: a node of the control plane whose clock is
 * wrong, or a cache that does not say that it is one, must end no key. Two that agree are.
 *
 * @param machine this machine's clock, in milliseconds since 1970
 */
export function createServerClock(machine: () => number = Date.now): ServerClock {
  let aheadMs = 0;
  let isKnown = false;
  let doubtedMs = NaN;
  return {
    heard(date, askedAt, cameAt) {
      const said = Date.parse(date ?? '');
      if (Number.isNaN(said)) return;
      // It was written in the second that it names, at some moment between question and answer.
      const least = askedAt - said - 1000;
      const most = cameAt - said;
      const fits = (ms: number, slackMs = 0) => least - slackMs <= ms && ms <= most + slackMs;
      // An answer on the way while the machine slept says little, and nothing against what is known.
      if (!fits(aheadMs)) {
        const middle = Math.round((least + most) / 2);
        const now = fits(0) || Math.abs(middle) < leastMs ? 0 : middle;
        if (isKnown && !fits(doubtedMs, leastMs) && now !== aheadMs) {
          doubtedMs = now;
          return;
        }
        aheadMs = now;
      }
      isKnown = true;
      doubtedMs = NaN;
    },
    now: () => new Date(machine() - aheadMs),
    aheadMs: () => aheadMs,
  };
}
