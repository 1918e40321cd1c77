import { fill } from './fillArguments.ts';
import type { Output } from './output.ts';
import type { Failed } from './programPlace.ts';
import { escaped } from './readSeen.ts';
import type { Answers, Recipe } from './recipe.ts';

/** Of what could not be put back as it is, nothing is replaced. */
export const notAlone: Failed = { kind: 'failed', trouble: 'not-alone' };

/** What `get` printed behind the value's line, to the byte: the person's own. */
export function linesBehind({ text, isCut }: Output): string | Failed {
  // What is no UTF-8 has become other bytes on its way here.
  if (isCut || text.includes('\uFFFD')) return notAlone;
  const end = text.indexOf('\n');
  return end === -1 ? '' : text.slice(end + 1);
}

/** Whether `get` printed the list of a folder that has the name of the entry. */
export function isFolder({ get }: Recipe, answers: Answers, { text, isCut }: Output): boolean {
  if (get?.folder === undefined || isCut) return false;
  const [first = ''] = text.split(/\r?\n/, 1);
  return new RegExp(fill(get.folder, answers, escaped), 'u').test(first);
}
