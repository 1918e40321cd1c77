import { isUtf8 } from 'node:buffer';
import { Secret } from '../../domain/secrets/secret.ts';
import { encrypterOf } from './encryptedForm.ts';
import {
  appendLine,
  bytesOf,
  createLineCount,
  latin1View,
  lineAt,
  toText,
  toView,
} from './fileText.ts';
import { disagreeing } from './readerCheck.ts';
import { MASK, maskedLine } from './mask.ts';
import type { Change, Plan, Warning } from './plan.ts';
import { quote, type Quoted } from './quoting.ts';
import { refuse, refuseEncrypted } from './refusal.ts';
import { readRegularFile } from './regularFile.ts';
import type { Assignment } from './statements.ts';
import { findTarget, isVariableName, runsACommand } from './target.ts';
import { valueIn } from './variable.ts';

export interface EditOptions {
  /**
   * For a rotation: replaces what holds the dying secret, also on earlier lines, and nothing at all
   * where the last line, which is what parsers read, holds something else.
   */
  readonly isOld?: (value: Secret) => boolean;
  /** A line that was not there is made with `export`: direnv takes nothing else out of an `.envrc`. */
  readonly exported?: boolean;
}

/**
 * Sets one variable and leaves every other byte as it is. A `Secret` is masked in the changes; a
 * plain string (a base URL) is shown there.
 */
export function planEdit(
  bytes: Uint8Array,
  variable: string,
  value: Secret | string,
  { isOld, exported = false }: EditOptions = {},
): Plan {
  if (!isVariableName(variable)) return refuse('bad-name');
  const plain = value instanceof Secret ? value.reveal() : value;
  const quoted = quote(plain);
  if (quoted === undefined) return refuse('unquotable');
  const encrypter = encrypterOf(latin1View(bytes));
  if (encrypter !== undefined) return refuseEncrypted(encrypter);
  const file = readRegularFile(bytes, variable);
  if (file.kind === 'refused') return file;
  const { view, statements } = file;
  const found = findTarget(view, statements, variable);
  if ('kind' in found) return found;
  const targets = isOld ? holding(found, isOld) : found.slice(-1);
  if (isOld && targets.length === 0) return { kind: 'unchanged' };
  const command = targets.find((each) => runsACommand(each, view));
  if (command !== undefined) return refuse('runs-a-command', lineAt(view, command.start));

  const assigned = exported ? `export ${variable}` : variable;
  const after =
    targets.length === 0
      ? appendLine(view, `${assigned}=${toView(quoted.text)}`)
      : replaceAll(view, targets, toView(quoted.text));
  if (after === view) return { kind: 'unchanged' };
  const expected = { name: variable, value: plain, mayStayUnseen: targets.length > 0 };
  const disagree = disagreeing(toText(view), toText(after), expected);
  if (disagree.some(({ binding }) => binding)) {
    return refuse('readers-disagree', targets[0] && lineAt(view, targets[0].start));
  }
  const shown = value instanceof Secret ? MASK : value;
  const earlier = found.filter((each) => !targets.includes(each));
  return {
    kind: 'write',
    bytes: bytesOf(after),
    changes: changes(view, after, targets, { assigned, shown, quoted }),
    warnings: [
      ...warnings(bytes, quoted, linesOf(view, earlier)),
      ...disagree.map(({ tool }): Warning => ({ kind: 'reader-differs', tool })),
    ],
  };
}

function holding(
  found: readonly Assignment[],
  isOld: (value: Secret) => boolean,
): readonly Assignment[] {
  const old = found.filter((each) => each.value.text !== '' && isOld(valueIn(each)));
  return old.at(-1) === found.at(-1) ? old : [];
}

/** The view with new values; a comment stays, with the space before it that compose looks for. */
function replaceAll(view: string, targets: readonly Assignment[], value: string): string {
  let after = '';
  let from = 0;
  for (const { start, end, indent, exported, name, value: old } of targets) {
    const gap = old.comment === '' ? '' : old.gap.replace(/ ?$/, ' ');
    after += `${view.slice(from, start)}${indent}${exported}${name}=${value}${gap}${old.comment}`;
    from = end;
  }
  return after + view.slice(from);
}

const linesOf = (view: string, assignments: readonly Assignment[]): number[] => {
  const lineOf = createLineCount(view);
  return assignments.map(({ start }) => lineOf(start));
};

interface NewValue {
  /** What stands before the `=` of a new line. */
  readonly assigned: string;
  readonly shown: string;
  readonly quoted: Quoted;
}

function changes(
  view: string,
  after: string,
  targets: readonly Assignment[],
  { assigned, shown, quoted: { form } }: NewValue,
): Change[] {
  if (targets.length === 0) {
    const line = lineAt(after, after.length - 1);
    return [{ kind: 'appended', line, after: `${assigned}=${shown}`, form }];
  }
  const lines = linesOf(view, targets);
  return targets.map((target, at) => ({
    kind: 'replaced',
    line: lines[at] ?? 1,
    before: maskedLine(target),
    after: maskedLine(target, shown),
    form,
  }));
}

function warnings(bytes: Uint8Array, { form }: Quoted, earlier: readonly number[]): Warning[] {
  const found: Warning[] = [];
  if (form !== 'unquoted') found.push({ kind: 'quoted' });
  if (earlier.length > 0) found.push({ kind: 'also-set-before', lines: earlier });
  if (!isUtf8(bytes)) found.push({ kind: 'not-utf8' });
  return found;
}
