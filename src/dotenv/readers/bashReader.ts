import type { Reading } from './reading.ts';
import { readWord, Unreadable, type Word } from './bashWords.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?=)/;
const SPECIAL = /[;&|<>()]/;

/** After one of these nothing certain can be said about the rest of the file: reading ends. */
const CHANGES_THE_SHELL = new Set(
  (
    'if then else elif fi for while until do done case esac select function time coproc { } ! [[ ' +
    '. source eval exec exit return break continue set shopt unset cd declare typeset readonly ' +
    'local read mapfile readarray getopts printf let trap alias unalias enable builtin command ' +
    'ulimit umask wait suspend kill logout pushd popd shift hash bind'
  ).split(' '),
);

/** Stands before the source of a value that bash computes. */
const COMPUTED = '\u0001';

/** What stands between one command and the next; the longer ones first. */
const JOINTS = ['&&', '||', ';', '&', '|'] as const;
type Joint = (typeof JOINTS)[number];

/**
 * `set -a; . file` in bash 5.2, as far as simple commands go. Where the file becomes a program, or
 * holds a carriage return (which bash takes into the value), the reading ends: the file is then not
 * one that bash reads as a list of variables.
 */
export function readLikeBash(text: string): Reading {
  const values = new Map<string, string>();
  if (text.includes('\r')) return values;
  try {
    readCommands(text, values);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return values;
}

function readCommands(text: string, values: Map<string, string>): void {
  let at = 0;
  let before: Joint = ';';
  while (at < text.length) {
    const { words, end, joint } = readCommand(text, at);
    at = end;
    // After `|` or `&&` bash looks for the next command beyond comments and empty lines.
    if (words.length === 0) continue;
    if (misleads(words, values)) return;
    const inSubshell = joint === '&' || joint === '|' || before === '|';
    const set = assignments(words, before === '&&' || before === '||');
    if (!inSubshell) {
      for (const name of defaulted(words)) {
        if (!values.get(name)) values.set(name, COMPUTED);
      }
      for (const [name, value] of set) values.set(name, value);
    }
    before = joint;
  }
}

interface Command {
  readonly words: readonly Word[];
  readonly end: number;
  readonly joint: Joint;
}

function readCommand(text: string, from: number): Command {
  const words: Word[] = [];
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === ' ' || character === '\t') at += 1;
    else if (character === '\\' && text[at + 1] === '\n') at += 2;
    else if (character === '\n') return { words, end: at + 1, joint: ';' };
    else if (character === '#') at = (text.indexOf('\n', at) + 1 || text.length + 1) - 1;
    else if (SPECIAL.test(character)) {
      const joint = jointAt(text, at);
      // A redirection, a subshell, an array or a syntax error: no longer a list of variables.
      if (joint === undefined || words.length === 0) throw new Unreadable();
      return { words, end: at + joint.length, joint };
    } else {
      const word = readWord(text, at);
      words.push(word);
      at = word.end;
    }
  }
  return { words, end: at, joint: ';' };
}

function jointAt(text: string, at: number): Joint | undefined {
  const joint = JOINTS.find((each) => text.startsWith(each, at));
  const behind = joint === undefined ? '' : text.charAt(at + joint.length);
  return /[;&|>]/.test(behind) ? undefined : joint;
}

/** `${!NAME…}` takes the value of NAME for a name; `${!NAME*}` and `${!NAME@}` only list names. */
const INDIRECT = /\$\{!([A-Za-z_]\w*)(?![\w*@])/g;
const NAME = /^(?:[A-Za-z_]\w*|\d+)$/;

/** Whether bash is sent to a variable by a value that cannot be a name: it then ends the shell. */
function misleads(words: readonly Word[], values: ReadonlyMap<string, string>): boolean {
  return words.some(
    ({ literal, source }) =>
      literal === undefined &&
      [...source.matchAll(INDIRECT)].some(([, name = '']) => {
        const value = values.get(name);
        return value !== undefined && !value.startsWith(COMPUTED) && !NAME.test(value);
      }),
  );
}

/** The variables that a command sets on its way, by `${NAME:=value}`. */
function defaulted(words: readonly Word[]): string[] {
  const sources = words.filter(({ literal }) => literal === undefined).map(({ source }) => source);
  return sources.flatMap((source) =>
    [...source.matchAll(/\$\{(\w+):?=/g)].map(([, name = '']) => name),
  );
}

/** The variables that a simple command leaves behind; `perhaps` when it may not run at all. */
function assignments(words: readonly Word[], perhaps: boolean): [string, string][] {
  const found: [string, string][] = [];
  const add = (word: Word, written = word.source): boolean => {
    const match = ASSIGNMENT.exec(written);
    if (match === null) return false;
    const [head, name = '', operator] = match;
    const known = word.literal !== undefined && operator === '=' && !perhaps;
    // A literal word starts with the same `NAME=` as its source: neither is quoted.
    found.push([name, known ? word.literal.slice(head.length) : COMPUTED + word.source]);
    return true;
  };
  const first = words.findIndex((word) => !add(word));
  if (first === -1) return found;
  const command = words[first]?.literal;
  if (command === undefined) {
    // What the command is, and whether there is one, turns out when bash computes the word.
    return found.map(([name, value]) => [name, COMPUTED + value]);
  }
  if (CHANGES_THE_SHELL.has(command)) throw new Unreadable();
  // Assignments before a command are for that command only.
  found.length = 0;
  if (command === 'export') {
    // `export 'A'=1` is an assignment, `'A'=1` alone is not.
    for (const word of words.slice(first + 1)) add(word, word.literal);
  }
  return found;
}
