import { fill } from './fillArguments.ts';
import type { Seen } from './programPlace.ts';
import type { Answers, SeenReading } from './recipe.ts';

const longestLine = 2000;

/** Reads out of what a program printed whether a place is there, and when it was changed. */
export function readSeen(
  text: string,
  reading: SeenReading,
  answers: Answers,
): Seen | 'unreadable' {
  if ('line' in reading) {
    const pattern = new RegExp(fill(reading.line, answers, escaped), 'u');
    for (const line of text.split('\n')) {
      const match = pattern.exec(line.slice(0, longestLine));
      if (match) return momentOf(match[1]);
    }
    return { kind: 'none' };
  }
  const whole = parsed(text);
  if (whole === undefined) return 'unreadable';
  const there = reading.list === undefined ? whole : at(whole, reading.list);
  const { where } = reading;
  if (reading.list === undefined)
    return momentOf(reading.at === undefined ? undefined : at(there, reading.at));
  if (!Array.isArray(there)) return 'unreadable';
  const wanted = where && fill(where.is, answers);
  const entry: unknown = there.find(
    (each) => where === undefined || at(each, where.field) === wanted,
  );
  if (entry === undefined) return { kind: 'none' };
  return momentOf(reading.at === undefined ? undefined : at(entry, reading.at));
}

/** What is no moment tells none; a date alone is a day's beginning, and would be before what was done on it. */
function momentOf(value: unknown): Seen {
  if (typeof value !== 'string' || !/\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value))
    return { kind: 'not-told' };
  const moment = Date.parse(value);
  if (Number.isNaN(moment)) return { kind: 'not-told' };
  return { kind: 'changed', at: new Date(moment).toISOString() };
}

/** What stands at a path of names and numbers, with dots between; the whole for `''`. */
function at(value: unknown, path: string): unknown {
  let here = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As `RegExp.escape`, which Node 20 does not have; a dash is no sign by itself in such a pattern. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
