/** Measurements of one thing, in the order in which they were made. */
export type Samples = readonly number[];

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly n: number;
}

/** Fewer say too little on a machine with neighbours. */
export const fewest = 7;

export function spreadOf(samples: Samples): Spread {
  const sorted = [...samples].sort((one, other) => one - other);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new Error('Nothing was measured.');
  const half = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
  return { median, min, max, n: sorted.length };
}

/**
 * Measures both in turns, the first one changing, so that a neighbour's load and a warm cache fall
 * on both. Every `warmUp` round is measured and thrown away.
 */
export async function interleave(
  measure: { readonly subject: () => Promise<number>; readonly baseline: () => Promise<number> },
  { rounds = fewest, warmUp = 1 }: { rounds?: number; warmUp?: number } = {},
): Promise<{ subject: Samples; baseline: Samples }> {
  const subject: number[] = [];
  const baseline: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    let ours: number;
    let theirs: number;
    if (round % 2 === 0) {
      ours = await measure.subject();
      theirs = await measure.baseline();
    } else {
      theirs = await measure.baseline();
      ours = await measure.subject();
    }
    if (round < 0) continue;
    subject.push(ours);
    baseline.push(theirs);
  }
  return { subject, baseline };
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
