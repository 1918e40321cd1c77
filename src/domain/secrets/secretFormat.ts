import { atOnce } from '../text/atOnce.ts';
import { mayBeWritten, unwrite } from './writtenForms.ts';

/**
 * What the value of a key looks like: Govrail's `grk_live_…` (docs/contract.md, Secrets) and, in
 * the same shape, the `krl_local_…` of the embedded control plane: eight digits of time, 16 and 48
 * hex digits. Neither has a checksum. Source of a regular expression, without flags.
 */
export const secretPattern = '(?:grk_live|krl_local)_[0-9a-z]{8}[0-9a-f]{16}_[0-9a-f]{48}';

/** How all values begin: nearly every text has none of these, and is not looked at any closer. */
export const secretBeginnings = ['grk_live_', 'krl_local_'] as const;

/** How many leading characters the server shows as `key_prefix`. */
const keyPrefixLength = 20;

const whole = new RegExp(`^${secretPattern}$`);

/** True when the whole text is a value of one of our formats. */
export function isSecretShaped(text: string): boolean {
  return whole.test(text);
}

/** `key_prefix` of a value: matches a secret to its row without showing it. */
export function keyPrefix(value: string): string {
  return value.slice(0, keyPrefixLength);
}

export interface FoundSecret {
  readonly value: string;
  /** Offset in UTF-16 units. */
  readonly index: number;
  /** Where it ends: written in another form, it is longer than its value. */
  readonly end: number;
  /** Set where it is no text that a program would take for the value as it stands. */
  readonly form?: 'pieced' | 'encoded' | 'binary';
}

/** What every value has, unless its first letters are written in another form. */
export const firstLetters = ['grk', 'krl'] as const;

/** True where a text may hold a value of ours, in whatever form: a few plain searches. */
export function mayHoldSecret(text: string): boolean {
  return firstLetters.some((letters) => text.includes(letters)) || mayBeWritten(text);
}

// What stands before a value is not part of a word, unless it ends an escape: `\n`, `%3D`, `\u0020` of JSON,
// `\033` of a shell, `\N` of YAML, the end of a terminal's colour, `=3D` of mail; or is the option of a program: `-p`.
const escapes = [
  String.raw`\\[abefnrtvNLP_]`,
  String.raw`\\[0-7]{1,3}`,
  String.raw`\\x[0-9A-Fa-f]{2}`,
  String.raw`\\u[0-9A-Fa-f]{4}`,
  String.raw`\\U[0-9A-Fa-f]{8}`,
  '[%=][0-9A-Fa-f]{2}',
  String.raw`(?<![^\s"',[(])-[A-Za-z]`,
  String.raw`\u001b\[[0-9;]*m`,
];
/** Where a value may begin: the source of a regular expression. */
export const wordStart = String.raw`(?:(?<![0-9A-Za-z_])|(?<=${escapes.join('|')}))`;

// Emphasis of Markdown stands on both sides, of it or of what is around it on its line; in a program the first
// sign is a name's, and a quotation mark begins or ends the longer word.
const emphasised = String.raw`(?<=(?<!\w)(_{1,3})(?=[^\s_,;.)\]}])(?:[^\n_"']{0,200}[^\w\n"'])?)${secretPattern}(?=(?:[^\w\n"'][^\n_]{0,200})?(?<!\s)\1(?!\w))`;
/** A value as it stands, where it may. Sticky. */
export const valueAt = new RegExp(
  `${wordStart}${secretPattern}(?![0-9A-Za-z_])|${emphasised}`,
  'y',
);

/** One form in another, each of them twice, as in a JSON text in a JSON text, and colours between. */
const mostLayers = 6;

/**
 * Every value of our formats in a text that is not part of a longer word, in its order, in whatever form it is
 * written (`unwrite`). Looks closer only where one may begin, so that a large text takes no longer than a few
 * plain searches in it.
 */
export function findSecrets(text: string): FoundSecret[] {
  return atOnce(secretsIn(text));
}

/** What is looked for besides in a text, and in each layer below it. */
type Search = (layer: string) => Generator<undefined, readonly FoundSecret[]>;

/** The same for a text of any size, as work that may be put aside wherever it yields. */
export function* secretsIn(text: string, besides?: Search): Generator<undefined, FoundSecret[]> {
  const look = function* (layer: string) {
    const plain = yield* plainSecrets(layer);
    return besides ? [...plain, ...(yield* besides(layer))] : plain;
  };
  const found = yield* look(text);
  if (!besides && !mayHoldSecret(text)) return found;
  // From a place in the layer that is looked at to its place in the text.
  let toText = (start: number, end: number): readonly [number, number] => [start, end];
  let layer = text;
  const taken = new Set(found.map(({ index }) => index));
  for (let count = 0; count < mostLayers; count++) {
    const next = yield* unwrite(layer);
    if (!next) break;
    const before = toText;
    toText = (start, end) => before(...next.placeOf(start, end));
    layer = next.text;
    for (const each of yield* look(layer)) {
      const [index, end] = toText(each.index, each.end);
      if (taken.has(index)) continue;
      taken.add(index);
      found.push({ ...each, index, end });
    }
  }
  return found.sort((one, other) => one.index - other.index);
}

function* plainSecrets(text: string): Generator<undefined, FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const beginning of secretBeginnings) {
    for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 1)) {
      valueAt.lastIndex = at;
      const [value] = valueAt.exec(text) ?? [];
      if (value !== undefined) found.push({ value, index: at, end: at + value.length });
      yield;
    }
  }
  return found.sort((one, other) => one.index - other.index);
}
