import type { Access, Dialect, Quoted } from '../dialect.ts';
import { slashes, double, single, backtick } from './pieces.ts';
import { isType } from './typescriptTypes.ts';

const words =
  'return|case|typeof|in|of|default|else|throw|new|void|delete|await|yield|import|from|as|extends|instanceof|do';
// A slash after one of these is no division; nor is one behind a condition that is asked something at once.
const regularExpressions = [
  new RegExp(
    `(?<=(?:^|[(,=:[!&|?{};+\\n]|=>|\\b(?:${words}))[ \\t]*)\\/(?![*/])(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\\n])*\\]|[^/\\\\\\n[])+\\/`,
    'my',
  ),
  /(?<=\)[ \t]*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/(?=[a-z]*\.(?:test|exec)\()/my,
];
/** In the text of a page, behind a letter, it is an apostrophe. */
const behindWord = `(?:(?<![\\w$])|(?<=\\b(?:${words})))`;
const modifier =
  '(?:async|get|set|static|readonly|public|private|protected|override|abstract|declare|accessor)';

interface Reading {
  readonly access: Access;
  /** Where the program is checked for what may be missing. */
  readonly isTyped: boolean;
}

const javascriptWith = ({ access, isTyped }: Reading): Dialect => {
  const inTemplate: Access = (variable) => `\${${access(variable)}}`;
  const whole: Access = (variable, after = '') =>
    isTyped && !/^\s*!(?!=)/.test(after) ? `${access(variable)}!` : access(variable);
  const template: Quoted = {
    ...backtick,
    escape: '\\',
    hole: ['${', '}'],
    whole,
    inside: inTemplate,
  };
  const toTemplate = {
    whole,
    promoted: {
      open: () => '`',
      close: () => '`',
      inside: inTemplate,
      unless: /`|\$\{|\\[0-7]/,
    },
  };
  return {
    skip: [...slashes, ...regularExpressions],
    literals: [
      { ...double, open: new RegExp(`${behindWord}"`, 'my'), ...toTemplate },
      { ...single, open: new RegExp(`${behindWord}'`, 'my'), ...toTemplate },
      template,
    ],
    access,
    // The name of a property, method or field takes an expression in brackets only; one that is imported none.
    unless: (before, after) =>
      (/[{,;]\s*$/.test(before) && /^\s*\??:/.test(after)) ||
      /^\s*(?:\(|=(?![=>]))/.test(after) ||
      new RegExp(`(?:[{;}\\n]|\\*)\\s*(?:${modifier}\\s+)+$`).test(before) ||
      (/[{,]\s*$/.test(before) && /^\s*as\b/.test(after)),
    // Names of modules are no expressions.
    constant: ({ before, after }) =>
      /(?:^|[\n;])\s*import\s*$|\bfrom\s*$|\bimport\s+\w+\s*=\s*require\(\s*$/.test(before) ||
      isType(before, after),
    // An attribute of JSX takes a literal as it is, and an expression in braces.
    fit: (expression, before, after) =>
      /<[A-Za-z][\w.]*(?:\s(?:[^<>]|=>)*)?\s[\w-]+=$/.test(before) ||
      (/["'}]\s+[\w-]+=$/.test(before) && /^\s*(?:\/?>|[\w-]+=[{"']|\{\.\.\.)/.test(after))
        ? `{${expression}}`
        : expression,
  };
};

/** What a file itself calls `process`, which hides the program's own. */
const hidesProcess = new RegExp(
  [
    /\b(?:let|const|var|function|class)\s+process\b(?!\s*=\s*(?:require\(|globalThis))/,
    /\b(?:let|const|var)\s*\{[^{}=]*\bprocess\s*(?:[,}]|=)/,
    /\bimport\b[^;'"]*\bprocess\b(?!\s+as\b)[^;'"]*\bfrom\s*["'](?!(?:node:)?process["'])/,
    /\bfunction\b[^(){}]*\([^()]*\bprocess\b/,
    /\([^()]*\bprocess\b[^()]*\)\s*(?:=>|\{)|\bprocess\s*=>/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** What runs in a page: there is no `process`, and what a bundler puts in its place, every visitor reads. */
const inPage =
  /^\s*["']use client["']|\b(?:document|window)\.\w|\b(?:local|session)Storage\.|\bimportScripts\(|\bself\.addEventListener\(/;
/** What may, where it is built for one, or runs in a worker of an edge that is handed its variables. */
const withoutProcess =
  /\bimport\.meta\.env\b|\bexport\s+default\s*\{[^]*?\bfetch\s*\(\s*\w+\s*(?::[^,()]*)?,\s*env\b/;
const runs = (where: RegExp, text: string): boolean =>
  where.test(text) &&
  (!/\bprocess\.\w|\brequire\(|["']node:/.test(text) || /^\s*["']use client["']/.test(text));

/** As the file reads its other variables. */
function wayOf(text: string): Access {
  if (/\bDeno\.\w/.test(text) && !/\bprocess\.env\b/.test(text)) {
    return (variable) => `Deno.env.get("${variable}")`;
  }
  const process = hidesProcess.test(text) ? 'globalThis.process' : 'process';
  const [, quote] = /\bprocess\.env\[(["'])/.exec(text) ?? [];
  return quote !== undefined && !/\bprocess\.env\.\w/.test(text)
    ? (variable) => `${process}.env[${quote}${variable}${quote}]`
    : (variable) => `${process}.env.${variable}`;
}

const dialect = (isTyped: boolean): Dialect => ({
  ...javascriptWith({ access: (variable) => `process.env.${variable}`, isTyped }),
  scoped: (text) => ({
    ...javascriptWith({ access: wayOf(text), isTyped }),
    ...(runs(withoutProcess, text) && { unless: () => true }),
    ...(runs(inPage, text) && { isPage: true }),
  }),
});
export const javascript = dialect(false);
/** Says that the variable is set, as a checked program has to. */
export const typescript = dialect(true);
