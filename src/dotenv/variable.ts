import { Secret } from '../domain/secret.ts';
import { bytesOf, lineAt, toText } from './fileText.ts';
import { maskedLine } from './mask.ts';
import type { Plan } from './plan.ts';
import { readRegularFile } from './regularFile.ts';
import type { Assignment } from './statements.ts';

/** Where a variable stands and what it holds there. */
export interface Found {
  /** Counted from 1. */
  readonly line: number;
  /** As written between the quotes; our own secrets need no unescaping. */
  readonly value: Secret;
}

/** Every non-empty assignment of a variable, in the order of the file; none in an odd file. */
export function findVariable(bytes: Uint8Array, variable: string): readonly Found[] {
  const file = readRegularFile(bytes);
  if (file.kind === 'refused') return [];
  return assignmentsOf(file.statements, variable)
    .filter(({ value }) => value.text !== '')
    .map(({ start, value }) => ({
      line: lineAt(file.view, start),
      value: new Secret(toText(value.text)),
    }));
}

/** Takes away the lines of a variable whose value is one of ours; comments of those lines too. */
export function planRemoval(
  bytes: Uint8Array,
  variable: string,
  isOurs: (value: Secret) => boolean,
): Plan {
  const file = readRegularFile(bytes);
  if (file.kind === 'refused') return file;
  const { view } = file;
  const gone = assignmentsOf(file.statements, variable).filter(
    ({ value }) => value.text !== '' && isOurs(new Secret(toText(value.text))),
  );
  if (gone.length === 0) return { kind: 'unchanged' };
  let after = '';
  let from = 0;
  for (const { start, end } of gone) {
    const newline = view.indexOf('\n', end);
    after += view.slice(from, start);
    from = newline === -1 ? view.length : newline + 1;
  }
  return {
    kind: 'write',
    bytes: bytesOf(after + view.slice(from)),
    changes: gone.map((line) => ({
      kind: 'removed',
      line: lineAt(view, line.start),
      before: maskedLine(line),
    })),
    warnings: [],
  };
}

function assignmentsOf(
  statements: readonly ({ readonly kind: string } | Assignment)[],
  variable: string,
): Assignment[] {
  return statements.filter(
    (statement): statement is Assignment =>
      statement.kind === 'assignment' && 'name' in statement && statement.name === variable,
  );
}
