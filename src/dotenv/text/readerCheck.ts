import { appendLine } from './fileText.ts';
import { plainLength, readPlain } from './plainLines.ts';
import { readLikeBash } from '../readers/bashReader.ts';
import { readLikeCompose } from '../readers/composeReader.ts';
import { readLikeDotenv } from '../readers/dotenvReader.ts';
import { readLikeNode } from '../readers/nodeReader.ts';
import { readLikePython } from '../readers/pythonReader.ts';
import type { Reader, Reading } from '../readers/reading.ts';

interface Tool {
  /** As a person would name it. */
  readonly tool: string;
  readonly read: Reader;
  /**
   * Whether a disagreement forbids the change. Node's reader is alone in taking the next line as
   * the value of `A= `, in not knowing `export<tab>` and in keeping a byte order mark: people are
   * told, and may write.
   */
  readonly binding: boolean;
}

export const readers: readonly Tool[] = [
  { tool: 'dotenv', read: readLikeDotenv, binding: true },
  { tool: 'python-dotenv', read: readLikePython, binding: true },
  { tool: 'docker compose', read: readLikeCompose, binding: true },
  { tool: 'bash', read: readLikeBash, binding: true },
  { tool: 'node --env-file', read: readLikeNode, binding: false },
];

export interface Expectation {
  readonly name: string;
  /** What readers must see afterwards; `undefined` when only the other variables matter. */
  readonly value: string | undefined;
  /** Whether a reader that did not see the variable before may go on not seeing it. */
  readonly mayStayUnseen: boolean;
}

/** Shows that a reader gets to the end of the file; no one has a variable of this name. */
const SENTINEL = 'KEYRAIL_END_OF_FILE';

/** The tools that would read another variable differently, or this one wrongly, after the change. */
export function disagreeing(before: string, after: string, expected: Expectation): readonly Tool[] {
  const { was, will, plain } = changedParts(before, after, expected.name);
  if (plain) return agrees(readPlain(was), readPlain(will), expected) ? [] : readers;
  return disagreeingOn(was, will, expected, before.includes('\r') ? '\r\n' : '\n');
}

/** The same of texts that are read from their beginning to their end: without any short cut. */
export function disagreeingOn(
  was: string,
  will: string,
  expected: Expectation,
  /** That which the file has somewhere: bash does not get through carriage returns. */
  lineEnd: '\n' | '\r\n',
): readonly Tool[] {
  const sentinel = `${SENTINEL}=1${lineEnd}`;
  const [wasToTheEnd, willToTheEnd] = [appendLine(was, sentinel), appendLine(will, sentinel)];
  return readers.filter(({ read }) => {
    const old = read(wasToTheEnd);
    // A reader that gives up on the file was not reading it before either.
    return old.has(SENTINEL) && !agrees(old, read(willToTheEnd), expected);
  });
}

/** `${NAME:=value}` sets a variable only where the lines before it have not. */
const LOOKS_BACK = /\$\{\w+:?=/;
/** Node takes an indented line behind a quoted or empty value for something else than it is elsewhere. */
const INDENTED_NEXT = /^\s*?(?<![^\n])[ \t]+\S/;

interface ChangedParts {
  readonly was: string;
  readonly will: string;
  /** Whether all readers are known to read both alike. */
  readonly plain: boolean;
}

/**
 * Both texts without what all readers are known to read alike in both: the plain lines before the
 * variable is first named, and, when the change itself is plain, everything behind it that does not
 * name the variable.
 */
function changedParts(before: string, after: string, name: string): ChangedParts {
  const plainBefore = plainLength(before);
  const common = LOOKS_BACK.test(before) ? 0 : commonHead(before, after, name);
  const head = withValueBefore(before, after, Math.min(plainBefore, common));
  const tail = commonTail(before, after, head);
  const ends = [before.length - tail, after.length - tail] as const;
  const rest = before.slice(ends[0]);
  const plain =
    plainBefore >= ends[0] &&
    plainLength(after, head) >= ends[1] &&
    !rest.includes(name) &&
    !INDENTED_NEXT.test(rest);
  return plain
    ? { was: before.slice(head, ends[0]), will: after.slice(head, ends[1]), plain }
    : { was: before.slice(head), will: after.slice(head), plain };
}

/** The head without its last assignment where that decides what the first line behind it is. */
function withValueBefore(before: string, after: string, head: number): number {
  if (![before, after].some((text) => INDENTED_NEXT.test(text.slice(head)))) return head;
  return [...before.slice(0, head).matchAll(/^[A-Za-z_]/gm)].at(-1)?.index ?? 0;
}

/** The length of the whole lines, without the name, that two texts begin with in common. */
function commonHead(before: string, after: string, name: string): number {
  const named = before.indexOf(name);
  const most = Math.min(after.length, named === -1 ? before.length : named);
  const same = longest(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  return before.slice(0, same).lastIndexOf('\n') + 1;
}

/** The length of the whole lines, behind `head`, that two texts end with in common. */
function commonTail(before: string, after: string, head: number): number {
  const most = Math.min(before.length, after.length) - head;
  const end = (text: string, from: number, to: number): string =>
    text.slice(text.length - to, text.length - from);
  const same = longest(most, (from, to) => end(before, from, to) === end(after, from, to));
  const lineStart = before.indexOf('\n', before.length - same) + 1;
  return lineStart === 0 ? 0 : before.length - lineStart;
}

/** How far, of `most`, things are the same; compared in large steps first, which are cheap. */
function longest(most: number, isSame: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let step = 4096; step >= 1; step >>= 2) {
    while (length + step <= most && isSame(length, length + step)) length += step;
  }
  return length;
}

function agrees(old: Reading, now: Reading, { name, value, mayStayUnseen }: Expectation): boolean {
  // Node knows an exported variable without a value by this name.
  const own = new Set([name, `export ${name}`]);
  for (const [key, read] of old) if (!own.has(key) && now.get(key) !== read) return false;
  for (const key of now.keys()) if (!own.has(key) && !old.has(key)) return false;
  if (value === undefined || now.get(name) === value) return true;
  return mayStayUnseen && !old.has(name) && !now.has(name);
}
