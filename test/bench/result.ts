import type { Budget } from './budgets.ts';
import { spreadOf, type Samples, type Spread } from './samples.ts';

/** One line of the table. */
export interface Result {
  /** As in the budget table; several lines may belong to one row. */
  readonly row: number;
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'kB' | '/s' | '%' | '';
  readonly ours: Spread;
  readonly baseline: (Spread & { readonly what: string }) | undefined;
  /** Ours to the baseline; ours minus the baseline where the budget is on what is added. */
  readonly ratio: number | undefined;
  readonly budget: Budget;
  readonly met: boolean;
}

/** A row that could not be measured, and why. */
export interface Unmeasured {
  readonly row: number;
  readonly what: string;
  readonly because: string;
}

interface Measured {
  readonly row: number;
  readonly what: string;
  readonly unit: Result['unit'];
  readonly budget: Budget;
  readonly subject: Samples;
  readonly baseline?: { readonly what: string; readonly samples: Samples };
}

/** Compares medians with the budget. */
export function resultOf({ row, what, unit, budget, subject, baseline }: Measured): Result {
  const ours = spreadOf(subject);
  const theirs = baseline && { what: baseline.what, ...spreadOf(baseline.samples) };
  const ratio = theirs && compare(budget, ours.median, theirs.median);
  const held = ratio ?? ours.median;
  const met = 'atMost' in budget ? held <= budget.atMost : held >= budget.atLeast;
  return { row, what, unit, ours, baseline: theirs, ratio, budget, met };
}

function compare(budget: Budget, ours: number, theirs: number): number {
  return budget.of === 'added' ? ours - theirs : ours / theirs;
}
