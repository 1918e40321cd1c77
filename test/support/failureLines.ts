import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { root } from './root.mjs';

/** So much of an error is told again at the end of `npm test`; the whole of it stood above. */
const shown = { lines: 6, characters: 600 };

/** What was seen of a failure besides its error: it is kept with the error, which mocha hands from process to process. */
const seenWith = 'keyrailSeen';

/** Keeps a line with the error of a test that failed, e.g. where its picture lies. */
export function addSeen(error: object, line: string): void {
  Reflect.set(error, seenWith, [...seenOf(error), line]);
}

/** The first lines of an error, with the place in the project where it was thrown, and what `addSeen` kept. */
export function failureLines(error: unknown): readonly string[] {
  return [...firstLines([...messageOf(error), ...placesOf(error)]), ...seenOf(error)];
}

/** So much of these lines as is told. */
export function firstLines(lines: readonly string[]): readonly string[] {
  const told: string[] = [];
  let left = shown.characters;
  for (const line of readable(lines).slice(0, shown.lines)) {
    told.push(line.length > left ? `${line.slice(0, left)}…` : line);
    left -= line.length;
    if (left <= 0) break;
  }
  return told;
}

/** The last of what a program said before it ended; its error stands there. */
export function lastLines(lines: readonly string[]): readonly string[] {
  return firstLines(readable(lines).slice(-shown.lines));
}

/** Without colours, and without lines in which nothing stands. */
const readable = (lines: readonly string[]) =>
  lines
    .flatMap((line) => stripVTControlCharacters(line).split('\n'))
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');

/** What it says, and what caused it. */
function messageOf(error: unknown): string[] {
  if (!isRecord(error)) return [String(error)];
  const { message, name, cause } = error;
  const said = typeof message === 'string' && message !== '' ? message : String(name);
  if (!isRecord(cause)) return said.split('\n');
  // Of a long message the end gives way to it.
  return [...said.split('\n').slice(0, shown.lines - 1), `caused by: ${messageOf(cause)[0]!}`];
}

/** How a frame names the project: in modules, and in scripts. */
const starts = [`${pathToFileURL(root).href}/`, root + path.sep];

/** Its frames in files of the project, as paths in it. */
function placesOf(error: unknown): string[] {
  if (!isRecord(error) || typeof error['stack'] !== 'string') return [];
  return error['stack']
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
    .map((line) => ({ line, start: starts.find((start) => line.includes(start)) }))
    .flatMap(({ line, start }) => (start ? [line.trim().replace(start, '')] : []));
}

function seenOf(error: unknown): readonly string[] {
  const seen = isRecord(error) ? error[seenWith] : undefined;
  return Array.isArray(seen) ? seen.map(String) : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
