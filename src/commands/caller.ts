import { isOwnArgument, isRowArgument } from '../editor/ownArguments.ts';

/**
 * True where something else than a person's press of ours called, and said what it wants: it gets
 * errors as rejections, and no question about what it has left out.
 */
export function calledByProgram(argument: unknown): boolean {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    !isOwnArgument(argument) &&
    !isRowArgument(argument)
  );
}

/**
 * What the manifest binds to a key of the keyboard with the focused row, which comes alone: it does no more
 * than to put on the clipboard what the row says.
 */
const byKeybinding: ReadonlySet<string> = new Set(['keyrail.copyText']);

/**
 * What a command was called with, without a row that no menu passed. The menus of a view pass two
 * arguments: the row, and the rows selected beside it, which is `undefined` as these views have one
 * selected at most. An input of launch.json or tasks.json passes one, and would name a row by its shape.
 */
export function withoutNamedRow(id: string, passed: readonly unknown[]): readonly unknown[] {
  if (!isRowArgument(passed[0]) || byKeybinding.has(id)) return passed;
  return passed.length === 2 && passed[1] === undefined ? passed : [];
}
