import { matchesIn } from '../text/matchesIn.ts';
import { findSecrets, secretBeginnings, type FoundSecret } from './secretFormat.ts';

/** A way to write a text as numbers, one a byte. */
interface Coding {
  /** The second to the fourth letter of a value: what is looked for in every file. */
  readonly beginning: RegExp;
  readonly number: string;
  readonly base: number;
  /** What stands between two of them. */
  readonly between: string;
}

/** As `xxd` writes it, alone, in groups and as an array of C; `[107, 114, …]` is what Node makes of a buffer in JSON, `\107\114…` what Lua reads. */
const codings: readonly Coding[] = [
  {
    beginning: /72[\s,:;]{0,4}(?:0[xX])?6[bcBC][\s,:;]{0,4}(?:0[xX])?5[fF]/,
    number: '[0-9a-fA-F]{2}',
    base: 16,
    between: String.raw`[\s,:;]{0,12}(?:0[xX])?`,
  },
  {
    beginning: /114(?:[\s,]{1,12}|\\)10[78](?:[\s,]{1,12}|\\)0?95/,
    number: '[0-9]{1,3}',
    base: 10,
    between: String.raw`(?:[\s,]{1,12}|\\)`,
  },
];

/** True where a text may hold a value of ours as numbers. */
export const mayHoldCoded = (text: string): boolean =>
  codings.some(({ beginning }) => beginning.test(text));

/** So many bytes are read: the longest value, and one before and behind that tell whether it stands alone. */
const mostBytes = 90;
/** The longest beginning; and the longest first letter, with what stands before it. */
const [longest, before] = [64, 36];

/** Every value of our formats that stands in a text as the numbers of its bytes, in hex or decimal. */
export function* codedSecrets(text: string): Generator<undefined, readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const coding of codings) {
    const read = createReader(coding);
    for (const match of matchesIn(text, coding.beginning, longest)) {
      yield;
      const secret = match && read(text, match.index);
      if (secret) found.push(secret);
    }
  }
  return found;
}

/** Reads a value of which the second letter is at an index. */
function createReader({ number, base, between }: Coding) {
  const numbers = (most: number) =>
    new RegExp(`(?:${number}${between}){0,${most - 1}}${number}`, 'y');
  const [few, many] = [numbers(secretBeginnings[0].length - 1), numbers(mostBytes)];
  const every = new RegExp(number, 'g');
  const firstBefore = new RegExp(`(?:(${number})${between})?(${number})${between}$`);
  const decoded = (...texts: readonly string[]): string =>
    String.fromCharCode(
      ...texts
        .flatMap((each) => [...each.matchAll(every)])
        .map(([each]) => Number.parseInt(each, base)),
    );

  return (text: string, second: number): FoundSecret | undefined => {
    const start = Math.max(0, second - before);
    const match = firstBefore.exec(text.slice(start, second));
    if (!match) return undefined;
    const [, left = '', first = ''] = match;
    few.lastIndex = second;
    const beginning = decoded(first, few.exec(text)?.[0] ?? '');
    if (!secretBeginnings.some((each) => beginning.startsWith(each.slice(0, beginning.length))))
      return undefined;
    many.lastIndex = second;
    const [run = ''] = many.exec(text) ?? [];
    const here = left === '' ? 0 : 1;
    const secret = findSecrets(decoded(left, first, run)).find(({ index }) => index === here);
    return secret && { value: secret.value, index: start + match.index, end: second + run.length };
  };
}
