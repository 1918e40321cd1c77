import { textView } from './copies.ts';
import { namesIn } from './text/names.ts';
import { textStart } from './text/fileText.ts';
import { readText } from './text/regularFile.ts';
import { readStatements } from './text/statements.ts';

/**
 * What a look can say of a place where a value stood and is not to be seen now. `unknown`: what stands
 * there may stand for it, encrypted or as a template; only what is surely not there is `gone`.
 */
export type Missing = 'gone' | 'unknown';

/**
 * A variable of a `.env` that does not hold the value any more. Gone is its line only from a file that
 * still consists of assignments, none of which gives it anything: a script may take it from elsewhere,
 * and a file that was encrypted as a whole has no lines at all.
 */
export function lineMissing(bytes: Uint8Array, variable: string): Missing {
  const text = readText(bytes);
  if (text.kind === 'refused') return 'unknown';
  if (text.view.slice(textStart(text.view)).trim() === '') return 'gone';
  const { statements, irregular } = readStatements(text.view);
  if (irregular !== undefined) return 'unknown';
  const isOdd = statements.some((each) => each.kind === 'other');
  const last = statements.findLast((each) => each.kind === 'assignment' && each.name === variable);
  const isGiven = last?.kind === 'assignment' && last.value.text !== '';
  return isOdd || isGiven ? 'unknown' : 'gone';
}

/**
 * A value that stood in a file of any other format. Gone is it only from a text that still has names, as the
 * one of before had, and none of those that the value had.
 */
export function copyMissing(bytes: Uint8Array, names: readonly string[] | undefined): Missing {
  const view = textView(bytes);
  if (view.trim() === '') return 'gone';
  if (view.includes('\0') || names === undefined || names.length === 0) return 'unknown';
  const there = namesIn(view);
  if (there === undefined || there.size === 0) return 'unknown';
  return names.some((each) => there.has(each)) ? 'unknown' : 'gone';
}
