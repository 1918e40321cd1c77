import type { Random } from '../support/random.ts';

const FRAGMENTS = [
  "'",
  '"',
  '`',
  '\\',
  '#',
  ' #',
  '\t#',
  '=',
  ':',
  ': ',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '$',
  '${',
  '}',
  '$(',
  ')',
  '(',
  ';',
  '&',
  '|',
  '<',
  '>',
  '\\"',
  "\\'",
  '\\n',
  '\\\n',
  '""',
  "''",
  '``',
  'export ',
  'export\t',
  '\f',
  '\v',
  '\u00a0',
  '\u2028',
  '\uFEFF',
  '\u0085',
  'é',
  '鍵',
  '[x]\n',
  'A: b\n',
  'A:\n',
  'A=\n',
  'A= \n',
  '=x\n',
  'B=1 C=2\n',
  '<<EOF\n',
  '~',
  '!',
  '*',
  '${A:-b}',
  '${A:=b}',
  '$A',
  '${A.b}',
  '$(echo x)',
  '`echo x`',
  'encrypted:',
  'true',
  '\u0001',
];

/** One way to damage a text. */
type Mutation = (text: string, random: Random) => string;

const cut = (text: string, at: number, length: number, instead = ''): string =>
  text.slice(0, at) + instead + text.slice(at + length);

const onLines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };

const mutations: readonly Mutation[] = [
  (text, random) => cut(text, random.below(text.length + 1), 0, random.pick(FRAGMENTS)),
  (text, random) => cut(text, random.below(text.length + 1), 0, random.pick(FRAGMENTS)),
  (text, random) => cut(text, random.below(text.length + 1), 1, random.pick(FRAGMENTS)),
  (text, random) => cut(text, random.below(text.length + 1), 1 + random.below(3)),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines.splice(random.below(lines.length), 0, lines[at] ?? '');
  }),
  onLines((lines, random) => {
    const [line = ''] = lines.splice(random.below(lines.length), 1);
    lines.splice(random.below(lines.length + 1), 0, line);
  }),
  onLines((lines, random) => {
    // A line in quotes of some kind, perhaps never closed.
    const at = random.below(lines.length);
    const quote = random.pick(["'", '"', '`']);
    lines[at] =
      (lines[at] ?? '').replace('=', `=${quote}`) + random.pick([quote, '', `${quote} x`]);
  }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = (lines[at] ?? '') + random.pick(FRAGMENTS);
  }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = random.pick(FRAGMENTS) + (lines[at] ?? '');
  }),
  (text) => text.replaceAll('\n', '\r\n'),
];

/** The text after one to four accidents. */
export function mutate(text: string, random: Random): string {
  let mutated = text;
  for (let left = 1 + random.below(4); left > 0; left -= 1)
    mutated = random.pick(mutations)(mutated, random);
  return mutated;
}
