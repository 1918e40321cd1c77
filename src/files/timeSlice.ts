import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work is put aside after so long, so that nothing else in the process has to wait. */
const turnMs = 10;

/** How long a piece of work has been at it, and a pause for everybody else. */
export interface TimeSlice {
  isDue(): boolean;
  rest(): Promise<void>;
}

export function createTimeSlice(): TimeSlice {
  let since = performance.now();
  return {
    isDue: () => performance.now() - since > turnMs,
    async rest() {
      await nextTurn();
      since = performance.now();
    },
  };
}

/** Does work that says where it can be put aside; however long it is, it is never felt. */
export async function inSlices<T>(work: Generator<undefined, T>, slice: TimeSlice): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (slice.isDue()) await slice.rest();
  }
}
