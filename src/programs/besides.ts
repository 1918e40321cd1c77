import { fill } from './fillArguments.ts';
import type { Output } from './output.ts';
import type { Failed } from './programPlace.ts';
import { escaped } from './readSeen.ts';
import type { Answers, Recipe } from './recipe.ts';

/** A pattern is tried on no longer line. */
const longestLine = 2000;

/** Of what could not be put back as it is, nothing is replaced. */
export const notAlone: Failed = { kind: 'failed', trouble: 'not-alone' };

/** What `get` printed behind the value's line, to the byte: the person's own. */
export function linesBehind({ text, isCut }: Output): string | Failed {
  // What is no UTF-8 has become other bytes on its way here.
  if (isCut || text.includes('\uFFFD')) return notAlone;
  const end = text.indexOf('\n');
  return end === -1 ? '' : text.slice(end + 1);
}

/** Whether `get` printed something else than one entry: several of them, or the list of a folder of that name. */
export function isOther({ get }: Recipe, answers: Answers, { text, isCut }: Output): boolean {
  if (!get || isCut) return false;
  const lines = text.split(/\r?\n/);
  if (get.folder !== undefined) {
    const list = new RegExp(fill(get.folder, answers, escaped), 'u');
    if (list.test(lines[0] ?? '')) return true;
  }
  if (get.entry === undefined) return false;
  const entry = new RegExp(get.entry, 'u');
  return lines.filter((line) => entry.test(line.slice(0, longestLine))).length > 1;
}
