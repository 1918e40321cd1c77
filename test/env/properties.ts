import { readStatements } from '../../src/dotenv/text/statements.ts';
import type { Values } from './readers/realReader.ts';

/** One edit as it was made. */
export interface MadeEdit {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly variable: string;
  readonly value: string;
  readonly appended: boolean;
}

/** What a command says, or chance: no reader reads it twice the same. */
const COMPUTED = /\$\$|\$\{?S?RANDOM|`|\$\(/;

/**
 * Variables whose value is made from another, or by a command: they may change when it does. A line
 * may set several to bash (`A=1 B=$C`, `A=1;B=$C`).
 */
export function dependants(file: Uint8Array, variable: string): ReadonlySet<string> {
  const view = Buffer.from(file).toString('latin1');
  const found = new Set([variable]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { start, end } of readStatements(view).statements) {
      const text = view.slice(start, end).replaceAll('\\\n', '');
      const uses = [...text.matchAll(/\$[{(]?[!#]?(\w+)/g)].some(([, used = '']) =>
        found.has(used),
      );
      if (!uses && !COMPUTED.test(text)) continue;
      // The line's own name may be of a kind that only some readers take.
      found.add(text.split(/[=:]/, 1)[0]?.trim() ?? '');
      for (const [, name = ''] of text.matchAll(/([\w.-]+)[ \t]*\+?=/g)) found.add(name);
    }
  }
  found.delete(variable);
  return found;
}

/** Readers that make values from other values; to the rest no exception is granted. */
const EXPANDING = new Set(['bash', 'python_dotenv_interp', 'dotenv_expand']);

/** What one healthy reader sees wrongly after the edit, or nothing. */
export function readWrongly(
  reader: string,
  edit: MadeEdit,
  before: Values,
  after: Values | undefined,
): string | undefined {
  const { variable, value, appended } = edit;
  if (after === undefined) return 'no longer reads the file';
  const dependent = EXPANDING.has(reader) ? dependants(edit.before, variable) : [];
  // Compose knows a bare name in an unended last line by no name, Node an empty export by both words.
  const exempt = new Set([...dependent, variable, `export ${variable}`, '']);
  for (const [name, old] of before) {
    if (exempt.has(name)) continue;
    if (!after.has(name)) return `no longer sees ${name}`;
    if (after.get(name) !== old) return `reads ${name} differently`;
  }
  for (const name of after.keys()) {
    if (!before.has(name) && !exempt.has(name)) return `newly sees ${name}`;
  }
  if (after.get(variable) === value) return undefined;
  const unseen = !before.has(variable) && !after.has(variable);
  return unseen && !appended ? undefined : `misreads ${variable}`;
}

/** Any statement of the variable, in the latin1 view; what stands before the name is its group. */
function statementsOf(variable: string): RegExp {
  const head = String.raw`^((?:\u00ef\u00bb\u00bf)?[ \t]*(?:export[ \t]+)?)${variable}[ \t]*=`;
  return new RegExp(String.raw`${head}(?:[ \t]*'[^']*'|[ \t]*"(?:\\[^]|[^"\\])*"|[^\r\n]*)`, 'gm');
}

/** Whether the bytes differ in nothing but one statement of the variable, or one line at the end. */
export function bytesKept({ before, after, variable, appended }: MadeEdit): boolean {
  const was = Buffer.from(before).toString('latin1');
  const is = Buffer.from(after).toString('latin1');
  if (appended) {
    const more = is.slice(was.length);
    return is.startsWith(was) && new RegExp(`^(\r?\n)?${variable}=[^\r\n]+\r?\n$`).test(more);
  }
  let head = 0;
  while (head < was.length && was[head] === is[head]) head += 1;
  let tail = 0;
  const most = Math.min(was.length, is.length) - head;
  while (tail < most && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  // What differs must lie inside one statement of the variable, in the file as it was.
  return [...was.matchAll(statementsOf(variable))].some((match) => {
    const start = match.index + (match[1]?.length ?? 0);
    const newline = was.indexOf('\n', match.index + match[0].length);
    const end = newline === -1 ? was.length : newline;
    return start <= head && was.length - tail <= end;
  });
}
