import type { Change, TextRange } from './change.ts';
import type { Dialect } from './dialect.ts';

const quote = '["\'`]';
const upTo = (text: string, offset: number) => text.slice(Math.max(0, offset - 2000), offset);

/** Where a program names the variable in its environment: `process.env.X`, `os.environ.get("X"`, `$ENV{X`. */
const named = (variable: string) =>
  `(?:env\\w*|_SERVER)(?:\\(\\))?(?:(?:\\.|::)\\w+)*(?:\\.|[\\[({\\s]\\s*(?:\\w+\\s*=\\s*)?${quote}?)${escaped(variable)}${quote}?`;
const opening = `\\s*\\(?[a-zA-Z]{0,2}${quote}{1,3}`;
const setting = (variable: string) =>
  `[^\\n]*?(?:set|put)\\w*\\s*\\(\\s*${quote}?${escaped(variable)}${quote}?\\s*[,=]|${named(variable)}\\s*[\\])}]*\\s*(?:\\|\\||\\?\\?|//)?=(?!=)`;

/**
 * True where the value is what the variable itself is given, is when it is missing, or is compared with:
 * whoever read the variable there would read it from itself.
 */
export function definesItself(
  text: string,
  place: TextRange,
  { defines }: Dialect,
  variable: string,
): boolean {
  const before = upTo(text, place.start);
  const after = text.slice(place.end, place.end + 200);
  const itself = new RegExp(`^["']?\\s*!?={1,2}\\s*"?(?:\\$\\{?|%)${escaped(variable)}\\b`);
  if (itself.test(after)) return true;
  if (defines) return defines(escaped(variable), after).test(before);
  const own = named(variable);
  const isCompared = new RegExp(`^["'\`]{1,3}\\s*[!=]={1,2}\\s*[\\w.:$]*${own}`, 'i');
  return (
    isCompared.test(after) ||
    new RegExp(`(?:${waysToDefine(own, variable).join('|')})${opening}[^"'\`\\n]*$`, 'i').test(
      before,
    ) ||
    isTakenApart(before, after, variable) ||
    new RegExp(`putenv\\(\\s*${quote}${escaped(variable)}=$`, 'i').test(before)
  );
}

/** A command that says the value and nothing else, or a choice; anything more would be lost. */
const said = (name: string): string =>
  `(?:(?:"?\\$\\(|"?\`)?(?:shell|echo|printf|or|if|%s|\\$[({]${name}[)}]|[\\s,"'])*)`;

/** What stands before a value that the variable is given, is where it is missing, or is compared with. */
function waysToDefine(own: string, variable: string): readonly string[] {
  const missing = `\\s*[\\])}]*!?\\s*(?:[!=]?={1,3}|(?:\\|\\||\\?\\?|//)=?|\\?:|:(?!:)|\\bor\\b)`;
  const method = `(?:\\s*\\))+\\s*\\.\\s*(?:equals\\w*|\\w*[oO]r\\w*)\\(\\s*(?:\\|\\w*\\|\\s*|\\(\\)\\s*->\\s*)?`;
  const block = `\\s*\\)\\s*(?:\\{|do)\\s*(?:\\|\\w*\\|\\s*)?`;
  const quoted = `${quote}${escaped(variable)}${quote}`;
  const assigned = `\\w*(?:assign|update|merge!?|populate|defaults|extend|(?<=\\.)dict)\\(`;
  const all = `(?:process\\.env|\\benviron|%ENV|\\$_ENV|\\$_SERVER|\\b(?:Bun|Deno)\\.env)`;
  const pair = `(?:[^();]*[{(,])?\\s*${quote}?${escaped(variable)}${quote}?\\s*(?::|=>|=)`;
  return [
    `${own}(?:\\s*,\\s*(?:\\w+\\s*=)?|${missing}|${method}|${block})`,
    `(?:else|or|default|coalesce)\\w*\\(\\s*[\\w.:]*${own}\\s*\\)\\s*,`,
    `config\\w*\\(\\s*${quoted}\\s*,\\s*(?:\\w+\\s*=)?`,
    `env\\w*(?:\\.\\w+)*\\.${assigned}${pair}`,
    `${all}\\s*[|+]?=(?!=)[^;]*[{(,[]\\s*${quote}?${escaped(variable)}${quote}?\\s*(?::|=>|=)`,
    `${quoted}\\s+in\\s+[\\w.]*env\\w*\\s+else`,
    `${assigned}[^();]*env\\w*${quote}?\\s*,${pair}`,
  ];
}

/** `const { NAME = "…" } = process.env`. */
function isTakenApart(before: string, after: string, variable: string): boolean {
  return (
    new RegExp(`[{,]\\s*${escaped(variable)}\\s*(?::\\s*\\w+\\s*)?=\\s*${quote}$`).test(before) &&
    /^["'`][^{}]*\}\s*=\s*[\w.]*env\b/.test(after)
  );
}

/**
 * Takes the line out that gives the variable its value and does nothing else; `undefined` where that
 * may be a part of something larger.
 */
export function takeLineOut(
  text: string,
  place: TextRange,
  { defines, inPlaceOfLine }: Dialect,
  variable: string,
): Change | undefined {
  const start = text.lastIndexOf('\n', place.start - 1) + 1;
  const next = text.indexOf('\n', place.end);
  const end = next === -1 ? text.length : next + 1;
  const [head, tail] = [text.slice(start, place.start), text.slice(place.end, end)];
  if (!/^["'`]{0,3}(?:,\s*\d|,\s*true)?\)?;?\s*(?:(?:#|\/\/)[^\n]*)?\n?$/.test(tail))
    return undefined;
  const name = escaped(variable);
  const own = defines
    ? new RegExp(
        `^(?:@?set(?:\\s+-\\w+|x)*\\s+|export\\s+|readonly\\s+|override\\s+|\\$env:)*"?${name}["']?(?:\\s*[:?+!]*=\\s*|\\s+)${said(name)}["']?$`,
        'i',
      )
    : new RegExp(`^[\\w.$:]*(?:${setting(variable)})${opening}$|^putenv\\(${quote}${name}=$`, 'i');
  if (!own.test(head) || /[;&|]/.test(head.replace(/(?:\|\||\/\/)=/, ''))) return undefined;
  // What is above may need a line below it.
  const above = text.slice(0, start).trimEnd();
  if (/(?:[\\&|({[,:=)]|\b(?:then|do|else))$/.test(above.slice(-500))) return undefined;
  return { start, end, text: inPlaceOfLine ?? '' };
}

const escaped = (variable: string) => variable.replaceAll(/\W/g, String.raw`\$&`);
