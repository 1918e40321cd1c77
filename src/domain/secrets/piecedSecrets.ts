import { isSecretShaped, wordStart, type FoundSecret } from './secretFormat.ts';

/**
 * What joins two pieces of a text: a line that goes on, in the ways of shells, JSON, YAML, mail and notebooks;
 * two quoted texts that follow each other or are added; the letters before a quote are Python's and C#'s.
 */
const joint = String.raw`(?:(?:\\[nrt]|(?<=[\s+.&,(])[bBrRuUfF]{1,2}(?=["'])|[\s"'${'`'}+.&,()|<>~\\^@$=#*;-]){1,64}?)`;

const letters = (text: string) => Array.from(text).join(`${joint}?`);
const times = (kind: string, count: number) => `${kind}(?:${joint}?${kind}){${count - 1}}`;
const shape = [
  `(?:${letters('krl_local_')}|${letters('grk_live_')})`,
  times('[0-9a-z]', 8),
  times('[0-9a-f]', 16),
  '_',
  times('[0-9a-f]', 48),
].join(`${joint}?`);
const pieced = new RegExp(`${wordStart}${shape}(?![0-9A-Za-z_])`, 'y');
const joints = new RegExp(joint, 'g');

/**
 * Every value of our formats that stands in a text in pieces, which a program joins. What stands whole is none.
 */
export function* piecedSecrets(text: string): Generator<undefined, readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const first of ['krl', 'grk']) {
    for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
      yield;
      pieced.lastIndex = at;
      const [match] = pieced.exec(text) ?? [];
      if (match === undefined) continue;
      const value = match.replace(joints, '');
      if (value !== match && isSecretShaped(value)) {
        found.push({ value, index: at, end: at + match.length });
      }
    }
  }
  return found;
}
