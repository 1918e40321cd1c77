import { atOnce } from '../text/atOnce.ts';
import { binarySecrets } from './binarySecrets.ts';
import { codedRuns } from './codedRuns.ts';
import { codedSecrets, mayHoldCoded } from './codedSecrets.ts';
import { encodedSecrets, mayHoldRarelyEncoded } from './encodedSecrets.ts';
import { mayBeCut, piecedSecrets, wholeJoint } from './piecedSecrets.ts';
import {
  mayHoldSecret,
  secretPattern,
  secretsIn,
  valueAt,
  type FoundSecret,
} from './secretFormat.ts';
import { silent } from './unseen.ts';
import { unwrite } from './writtenForms.ts';

/** True where a text may hold a value of ours in whatever form; a few searches. */
export function mayHoldInAnyForm(text: string): boolean {
  return mayHoldSecret(text) || mayHoldRarelyEncoded(text) || mayHoldCoded(text) || mayBeCut(text);
}

/** Numbers behind a backslash as Lua and as `echo` read them, not as all others do: each is tried where it has such letters. */
const otherNumbers = [
  {
    has: /\\(?:0?9[25]|03[478]|010|043|061|10[37])/,
    layer: String.raw`\\(?<decimal>1[0-9]{2}|0?[0-9]{2})`,
  },
  {
    has: /\\0(?:1[35][37]|147|134|04[56])|(?:\\0[01][0-7]{2}){3}/,
    layer: String.raw`\\0(?<octal>[0-7]{3})`,
  },
];

/** What is taken out of a text. That alone takes a fifth of the time that it takes to know where each part of the rest was. */
const takenOut = [wholeJoint, silent].map((layer) => ({ layer, sign: new RegExp(layer, 'g') }));

const plain = new RegExp(secretPattern, 'g');

/** A text with other signs, as many, instead of each value that stands in it as it is. */
function coverPlain(text: string): string {
  return text.replace(plain, (value, index: number) => {
    valueAt.lastIndex = index;
    return valueAt.test(text) ? '#'.repeat(value.length) : value;
  });
}

/** Whether a text may hold a value without those signs that it does not hold with them. `covered` is the text without the values it holds. */
function mayHoldMore(covered: string, sign: RegExp): boolean {
  const text = covered.replace(sign, '');
  return text !== covered && mayHoldInAnyForm(text);
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
  isRaw = true,
): Generator<undefined, readonly FoundSecret[]> {
  const found = yield* secretsIn(text, (layer) => besides(layer, depth));
  return eachOnce(isRaw ? [...found, ...(yield* binarySecrets(text))] : found);
}

function* besides(layer: string, depth: number): Generator<undefined, readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const each of yield* piecedSecrets(layer)) found.push({ ...each, form: 'pieced' });
  for (const each of yield* encodedSecrets(layer)) found.push({ ...each, form: 'encoded' });
  for (const each of yield* codedSecrets(layer)) found.push({ ...each, form: 'encoded' });
  if (depth === 0) return found;
  const numbers = layer.includes('\\') ? otherNumbers.filter(({ has }) => has.test(layer)) : [];
  const covered = coverPlain(layer);
  const without = takenOut.filter(({ sign }) => mayHoldMore(covered, sign));
  for (const other of [...without, ...numbers]) {
    yield;
    const undone = yield* unwrite(layer, other.layer);
    if (!undone || !mayHoldInAnyForm(undone.text)) continue;
    for (const each of yield* secretsInAnyForm(undone.text, depth - 1, false)) {
      const [index, end] = undone.placeOf(each.index, each.end);
      if (end - index > each.value.length) found.push({ form: 'pieced', ...each, index, end });
    }
  }
  for (const { decoded, index, end } of yield* codedRuns(layer)) {
    for (const { value } of yield* secretsInAnyForm(decoded, depth - 1, false)) {
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
