import { atOnce } from '../text/atOnce.ts';
import { codedRuns } from './codedRuns.ts';
import { codedSecrets, mayHoldCoded } from './codedSecrets.ts';
import { encodedSecrets, mayHoldRarelyEncoded } from './encodedSecrets.ts';
import { piecedSecrets, wholeJoint } from './piecedSecrets.ts';
import { mayHoldSecret, secretsIn, type FoundSecret } from './secretFormat.ts';
import { unwrite } from './writtenForms.ts';

/** True where a text may hold a value of ours in whatever form; a few searches. */
export function mayHoldInAnyForm(text: string): boolean {
  return mayHoldSecret(text) || mayHoldRarelyEncoded(text) || mayHoldCoded(text);
}

/** So many codings are undone, one in another. */
const deepest = 2;

/**
 * Every value of our formats in a text, in its order, in whatever form: written (`unwrite`), in pieces, in Base64,
 * as numbers, and one of these in another. All that looks for values finds them by this, so that none sees less.
 */
export function findInAnyForm(text: string): readonly FoundSecret[] {
  return atOnce(secretsInAnyForm(text));
}

/** The same where most texts hold none, as lines of a log. */
export function findIfAny(text: string): readonly FoundSecret[] {
  return mayHoldInAnyForm(text) ? findInAnyForm(text) : [];
}

/** The same as `findInAnyForm` for a text of any size, as work that may be put aside wherever it yields. */
export function* secretsInAnyForm(
  text: string,
  depth = deepest,
): Generator<undefined, readonly FoundSecret[]> {
  return eachOnce(yield* secretsIn(text, (layer) => besides(layer, depth)));
}

function* besides(layer: string, depth: number): Generator<undefined, readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const each of yield* piecedSecrets(layer)) found.push({ ...each, form: 'pieced' });
  for (const each of yield* encodedSecrets(layer)) found.push({ ...each, form: 'encoded' });
  for (const each of yield* codedSecrets(layer)) found.push({ ...each, form: 'encoded' });
  if (depth === 0) return found;
  const joined = yield* unwrite(layer, wholeJoint);
  if (joined) {
    for (const each of yield* secretsInAnyForm(joined.text, depth - 1)) {
      const [index, end] = joined.placeOf(each.index, each.end);
      if (end - index > each.value.length) found.push({ form: 'pieced', ...each, index, end });
    }
  }
  for (const { decoded, index, end } of yield* codedRuns(layer)) {
    for (const { value } of yield* secretsInAnyForm(decoded, depth - 1)) {
      found.push({ value, index, end, form: 'encoded' });
    }
  }
  return found;
}

/** Without what was found a second time, in another layer, around the same place. */
function eachOnce(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const last = new Map<string, number>();
  const kept: FoundSecret[] = [];
  for (const each of found.toSorted((a, b) => a.index - b.index || a.end - b.end)) {
    const at = last.get(each.value);
    const before = at === undefined ? undefined : kept[at];
    if (at === undefined || !before || before.end <= each.index) {
      last.set(each.value, kept.push(each) - 1);
    } else if (each.end - each.index < before.end - before.index) kept[at] = each;
  }
  return kept.sort((a, b) => a.index - b.index);
}
