import { operations } from '../../src/lifecycle/model/operations.ts';
import { cellOf } from './plan.ts';
import type { Verdict } from './trial.ts';

const columns = ['lost', 'orphans', 'dead', 'leaked', 'unsettled'] as const;
type Column = (typeof columns)[number];

interface Row {
  readonly cell: string;
  trials: number;
  kills: number;
  readonly sums: Record<Column, number>;
}

/** Protocol × fault, one line each. */
export function summarise(verdicts: readonly Verdict[]): Row[] {
  const rows = new Map<string, Row>();
  const order = (verdict: Verdict) => operations.indexOf(verdict.trial.scenario);
  for (const verdict of verdicts.toSorted((a, b) => order(a) - order(b))) {
    const cell = cellOf(verdict.trial);
    const row = rows.get(cell) ?? {
      cell,
      trials: 0,
      kills: 0,
      sums: { lost: 0, orphans: 0, dead: 0, leaked: 0, unsettled: 0 },
    };
    row.trials++;
    if (verdict.killed) row.kills++;
    for (const column of columns) row.sums[column] += verdict[column].length;
    rows.set(cell, row);
  }
  return [...rows.values()];
}

export const isClean = ({ sums }: Row) => columns.every((column) => sums[column] === 0);

export function render(rows: readonly Row[]): string {
  const head = [
    'trials',
    'killed',
    'lost secrets',
    'orphan live keys',
    'dead but current',
    'leaked',
    'unsettled',
  ];
  const width = Math.max(...rows.map(({ cell }) => cell.length), 5);
  const line = (cell: string, figures: readonly (string | number)[]) =>
    `${cell.padEnd(width)}  ${figures.map((figure, i) => String(figure).padStart(head[i]!.length)).join('  ')}`;
  const figuresOf = ({ trials, kills, sums }: Omit<Row, 'cell'>) => [
    trials,
    kills,
    ...columns.map((column) => sums[column]),
  ];
  const total = rows.reduce(
    (sum, row) => ({
      trials: sum.trials + row.trials,
      kills: sum.kills + row.kills,
      sums: Object.fromEntries(
        columns.map((column) => [column, sum.sums[column] + row.sums[column]]),
        // Made from the same columns.
      ) as Record<Column, number>,
    }),
    { trials: 0, kills: 0, sums: { lost: 0, orphans: 0, dead: 0, leaked: 0, unsettled: 0 } },
  );
  return [
    line('', head),
    ...rows.map((row) => line(row.cell, figuresOf(row))),
    line('all', figuresOf(total)),
  ].join('\n');
}

/** What is wrong with a trial, with what is needed to see it again. */
export function explain({ trial, ...verdict }: Verdict): string {
  const { kill, laterKills, jitterSeed } = trial;
  const at = kill ? `${kill.when} ${kill.event} #${kill.occurrence}` : 'no kill';
  const later = (laterKills ?? []).map((more) => `${more.when} ${more.event} #${more.occurrence}`);
  const wrong = columns.flatMap((column) => verdict[column].map((what) => `${column}: ${what}`));
  return `${cellOf(trial)}; ${[at, ...later].join(', ')}; jitter ${jitterSeed ?? '-'}; passed ${verdict.trace.join(', ')}\n    ${wrong.join('\n    ')}`;
}
