import { lineAt } from './fileText.ts';
import { refuse, type Refusal } from './refusal.ts';
import { readStatements, type Assignment, type Statement } from './statements.ts';

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
  // Made when they are asked for: a file of plain lines needs neither.
  let asWord: RegExp | undefined;
  let atLineStart: RegExp | undefined;
  const found: Assignment[] = [];
  for (const statement of statements) {
    const line = (): number => lineAt(view, statement.start);
    if (statement.kind === 'other') {
      // A bare name, `NAME: value`, `unset NAME`, `readonly NAME`: each means something to someone.
      asWord ??= new RegExp(String.raw`(?<![\w.-])${name}(?![\w.-])`);
      if (asWord.test(statement.text)) return refuse('odd-assignment', line());
    } else if (statement.name === name) {
      found.push(statement);
    } else {
      atLineStart ??= new RegExp(String.raw`\n[ \t]*(?:export[ \t]+)?${name}[ \t]*[=:]`);
      if (atLineStart.test(statement.value.text)) return refuse('name-inside-value', line());
    }
  }
  return found;
}

const BUILTIN_BEHIND_VALUE =
  /[ \t](?:\.|source|eval|exec|exit|return|set|shopt|unset|export|declare|typeset|readonly|local|trap|cd)(?:[ \t]|$)/;
/** What bash keeps together, innermost first: substitutions without more of the kind, then quotes. */
const TOGETHER = [
  /\\.|\$\(\([^()]*\)\)|\$\([^()'"`]*\)|\$\{[^{}'"`]*\}/g,
  /'[^']*'|"[^"]*"|`[^`]*`/g,
] as const;

/** Nobody nests deeper: what does counts as more than a value, and each round looks at all of it. */
const MOST_NESTED = 32;

/** The part of an unquoted value in which operators and blanks mean something to bash. */
function bareText(value: string): string {
  let bare = value;
  let before = '';
  for (let round = 0; before !== bare && round < MOST_NESTED; round += 1) {
    before = bare;
    for (const pattern of TOGETHER) bare = bare.replace(pattern, '');
  }
  return bare;
}

const hasAssignmentBehindBlank = (value: string): boolean => {
  const blank = value.search(/[ \t]/);
  return blank !== -1 && value.lastIndexOf('=') > blank;
};

/**
 * Whether bash does more with the old value than keep it, so that replacing it takes that away:
 * `A=1 B=2` and `A=1;B=2` set both, `A=1 exit` ends, `A=${B:=2}` sets B where nothing else has.
 */
export function runsACommand({ start, value }: Assignment, view: string): boolean {
  if (value.quote === "'") return false;
  const defaulted = [...value.text.matchAll(/\$\{(\w+):?=/g)].map(([, name = '']) => name);
  if (defaulted.length > 0) {
    const set = plainIn(view.slice(0, start));
    if (!defaulted.every((name) => set.has(name))) return true;
  }
  if (value.quote !== '') return false;
  const bare = bareText(value.text);
  return (
    hasAssignmentBehindBlank(value.text) ||
    /[;&|<>()]/.test(bare) ||
    BUILTIN_BEHIND_VALUE.test(bare)
  );
}

/** The variables that plain lines of a text set. */
function plainIn(text: string): ReadonlySet<string> {
  const plain = readStatements(text).statements.filter(
    (each): each is Assignment =>
      each.kind === 'assignment' &&
      each.separator === '=' &&
      /^[\w.+/=:@%,-]+$/.test(each.value.text),
  );
  return new Set(plain.map(({ name }) => name));
}
