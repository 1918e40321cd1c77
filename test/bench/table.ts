import type { Budget } from './budgets.ts';
import type { Result, Unmeasured } from './result.ts';
import type { Spread } from './samples.ts';

const heads = ['row', 'what', 'baseline', 'base', 'ours', 'ratio', 'budget', 'met', 'spread'];

/** The results as one table for a terminal, followed by what could not be measured. */
export function tableOf(results: readonly (Result | Unmeasured)[]): string {
  const ordered = [...results].sort((one, other) => one.row - other.row);
  const rows = ordered.map((result) =>
    'because' in result
      ? [String(result.row), result.what, '', '', '', '', '', '–', result.because]
      : cellsOf(result),
  );
  const widths = heads.map((_, at) =>
    // The last column is not padded: it is the longest.
    at === heads.length - 1 ? 0 : Math.max(...[heads, ...rows].map((row) => row[at]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => cell.padEnd(widths[at]!)).join('  ');
  return [line(heads), ...rows.map(line)].join('\n');
}

function cellsOf({ row, what, unit, ours, baseline, ratio, budget, met }: Result): string[] {
  return [
    String(row),
    what,
    baseline?.what ?? '',
    baseline ? number(baseline.median, unit) : '',
    number(ours.median, unit),
    ratio === undefined ? '' : budget.of === 'added' ? signed(ratio) : ratio.toFixed(2),
    budgetText(budget, unit),
    met ? 'yes' : 'NO',
    ours.n === 1
      ? ''
      : `${range(ours)}${baseline ? ` against ${range(baseline)}` : ''} (n = ${ours.n})`,
  ];
}

function budgetText(budget: Budget, unit: Result['unit']): string {
  if ('atLeast' in budget) return `≥ ${budget.atLeast} ×`;
  if (budget.of === 'baseline') return `≤ ${budget.atMost} ×`;
  if (budget.of === 'added') return `≤ +${budget.atMost} ${unit}`;
  return budget.atMost === Infinity ? 'told' : `≤ ${budget.atMost} ${unit}`.trimEnd();
}

const range = ({ min, max }: Spread) => `${digits(min)}–${digits(max)}`;
const number = (value: number, unit: Result['unit']) => `${digits(value)} ${unit}`.trimEnd();
const signed = (value: number) => (value < 0 ? '−' : '+') + digits(Math.abs(value));

function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
