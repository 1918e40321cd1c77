import { lineAt } from './fileText.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Assignment, Statement } from './statements.ts';

/** Variables that bash computes, forbids to set, or changes its own working by. */
const SHELLS_OWN =
  /^(?:BASH\w*|DIRSTACK|E?UID|EPOCH\w*|FUNCNAME|GROUPS|IFS|LINENO|PATH|PPID|S?RANDOM|SECONDS|SHELLOPTS)$/;

/** Letters first: one reader drops a leading underscore, and bash takes nothing but these. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !SHELLS_OWN.test(name);
}

/** The assignments of a variable in the order of the file, or why none of them may be touched. */
export function findTarget(
  view: string,
  statements: readonly Statement[],
  name: string,
): readonly Assignment[] | Refusal {
  const asWord = new RegExp(String.raw`(?<![\w.-])${name}(?![\w.-])`);
  const atLineStart = new RegExp(String.raw`\n[ \t]*(?:export[ \t]+)?${name}[ \t]*[=:]`);
  const found: Assignment[] = [];
  for (const statement of statements) {
    const line = (): number => lineAt(view, statement.start);
    if (statement.kind === 'other') {
      // A bare name, `NAME: value`, `unset NAME`, `readonly NAME`: each means something to someone.
      if (asWord.test(statement.text)) return refuse('odd-assignment', line());
    } else if (statement.name === name) found.push(statement);
    else if (atLineStart.test(statement.value.text)) return refuse('name-inside-value', line());
  }
  return found;
}

const BUILTIN_BEHIND_VALUE =
  /[ \t](?:\.|source|eval|exec|exit|return|set|shopt|unset|export|declare|typeset|readonly|local|trap|cd)(?:[ \t]|$)/;

/** Whether bash does more with the old value than keep it: `A=1 B=2` sets both, `A=1 exit` ends. */
export function runsACommand({ value }: Assignment): boolean {
  return (
    value.quote === '' && (/[ \t].*=/.test(value.text) || BUILTIN_BEHIND_VALUE.test(value.text))
  );
}
