import { Secret } from '../../domain/secrets/secret.ts';
import { bytesOf, createLineCount, lineAt, textStart, toText } from './fileText.ts';
import { disagreeing } from './readerCheck.ts';
import { maskedLine } from './mask.ts';
import type { Change, Plan } from './plan.ts';
import { refuse } from './refusal.ts';
import { readRegularFile, readText } from './regularFile.ts';
import { splitStatements, type Assignment, type Statement } from './statements.ts';
import { findTarget, isVariableName, runsACommand } from './target.ts';

/** Where a variable stands and what it holds there. */
export interface Found {
  /** Counted from 1. */
  readonly line: number;
  /** As written between the quotes; our own secrets need no unescaping. */
  readonly value: Secret;
}

/** Every non-empty assignment of a variable, in the order of the file; none in an odd file. */
export function findVariable(bytes: Uint8Array, variable: string): readonly Found[] {
  const file = readRegularFile(bytes, variable);
  if (file.kind === 'refused') return [];
  const lineOf = createLineCount(file.view);
  return assignmentsOf(file.statements, variable).map((each) => ({
    line: lineOf(each.start),
    value: valueIn(each),
  }));
}

/** What readers take of a variable: its last line; nothing where that is empty or the file is odd. */
export function readVariable(bytes: Uint8Array, variable: string): Secret | undefined {
  const file = readRegularFile(bytes, variable);
  if (file.kind === 'refused') return undefined;
  const last = file.statements.findLast((each) => isOf(each, variable));
  return last && last.value.text !== '' ? valueIn(last) : undefined;
}

/**
 * The last non-empty assignment of each of these variables, which is what readers take; none in an
 * odd file. May be put aside after any line.
 */
export function* findLast(
  bytes: Uint8Array,
  variables: ReadonlySet<string>,
): Generator<undefined, ReadonlyMap<string, Found>> {
  const text = readText(bytes);
  if (text.kind === 'refused') return new Map();
  const { view } = text;
  const last = new Map<string, Assignment>();
  const split = splitStatements(view, textStart(view));
  for (;;) {
    const { done, value: statement } = split.next();
    if (done === true) {
      if (statement) return new Map();
      break;
    }
    if (
      statement?.kind === 'assignment' &&
      variables.has(statement.name) &&
      statement.value.text !== ''
    ) {
      // Also the order is that of the last ones, so that lines can be counted on the way.
      last.delete(statement.name);
      last.set(statement.name, statement);
    }
    yield;
  }
  const lineOf = createLineCount(view);
  const found = new Map<string, Found>();
  for (const [name, each] of last) {
    found.set(name, { line: lineOf(each.start), value: valueIn(each) });
    yield;
  }
  return found;
}

/**
 * Takes a variable's value away where it is one of ours: the `line`, with its comment, or only the
 * `value`, so that `NAME=` waits for the next one.
 */
export function planRemoval(
  bytes: Uint8Array,
  variable: string,
  isOurs: (value: Secret) => boolean,
  what: 'line' | 'value' = 'line',
): Plan {
  if (!isVariableName(variable)) return refuse('bad-name');
  const file = readRegularFile(bytes, variable);
  if (file.kind === 'refused') return file;
  const { view, statements } = file;
  const targets = findTarget(view, statements, variable);
  if ('kind' in targets) return targets;
  const gone = assignmentsOf(targets, variable).filter((each) => isOurs(valueIn(each)));
  const [first] = gone;
  if (first === undefined) return { kind: 'unchanged' };
  const command = gone.find((each) => runsACommand(each, view));
  if (command !== undefined) return refuse('runs-a-command', lineAt(view, command.start));
  const after = without(view, gone, what);
  // What is then read of the variable is up to the lines that stay; the others must not change.
  const expected = { name: variable, value: undefined, mayStayUnseen: true };
  if (disagreeing(toText(view), toText(after), expected).some(({ binding }) => binding)) {
    return refuse('readers-disagree', lineAt(view, first.start));
  }
  const lineOf = createLineCount(view);
  const changes = gone.map((line): Change => ({
    kind: 'removed',
    line: lineOf(line.start),
    before: maskedLine(line),
    ...(what === 'value' ? { after: maskedLine(line, '') } : {}),
  }));
  return { kind: 'write', bytes: bytesOf(after), changes, warnings: [] };
}

function without(view: string, gone: readonly Assignment[], what: 'line' | 'value'): string {
  let after = '';
  let from = 0;
  for (const line of gone) {
    after += view.slice(from, line.start) + (what === 'value' ? maskedLine(line, '') : '');
    const newline = view.indexOf('\n', line.end);
    if (what === 'value') from = line.end;
    else from = newline === -1 ? view.length : newline + 1;
  }
  return after + view.slice(from);
}

/** The assignments that hold something. */
function assignmentsOf(statements: readonly Statement[], variable: string): Assignment[] {
  return statements.filter(
    (each): each is Assignment => isOf(each, variable) && each.value.text !== '',
  );
}

const isOf = (statement: Statement, variable: string): statement is Assignment =>
  statement.kind === 'assignment' && statement.name === variable;

/** What an assignment holds, as written between the quotes. */
export const valueIn = ({ value }: Assignment): Secret => new Secret(toText(value.text));
