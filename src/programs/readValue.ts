import { Secret } from '../domain/secrets/secret.ts';
import { meaningOf } from './judge.ts';
import type { Reading } from './programPlace.ts';
import type { Recipe } from './recipe.ts';
import type { Ended } from './runProgram.ts';

/** No value is longer; a pattern is tried on no longer line. */
const longestLine = 4000;

/** The value that a program printed when it ended well. */
export function readValue(recipe: Recipe, pattern: string | undefined, ended: Ended): Reading {
  const { text, isCut } = ended.stdout;
  // What is cut is no value, whatever it begins with.
  if (isCut) return { kind: 'failed', trouble: 'program-failed' };
  const value = pattern === undefined ? wholeLine(text) : firstMatch(text, pattern);
  if (value) return { kind: 'value', secret: new Secret(value) };
  // It may have shown an entry, and not what is in it.
  if (meaningOf(recipe, ended) === 'locked') return { kind: 'failed', trouble: 'locked' };
  // Something is there: to take it for nothing would be to write over it.
  if (value === undefined && text.trim() !== '') {
    // Without a pattern, it is that there are more lines than the one of a value.
    return { kind: 'failed', trouble: pattern === undefined ? 'not-alone' : 'program-failed' };
  }
  return { kind: 'none' };
}

/** No value has several lines; what else is printed is no answer. A mark of Unicode before it is no part of it. */
function wholeLine(text: string): string | undefined {
  const [line = '', ...more] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return more.every((each) => each === '') ? line : undefined;
}

function firstMatch(text: string, pattern: string): string | undefined {
  const expression = new RegExp(pattern, 'u');
  for (const line of text.split(/\r?\n/)) {
    const match = expression.exec(line.slice(0, longestLine));
    if (match) return match[1];
  }
  return undefined;
}
