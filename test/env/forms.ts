import type { SecretShape } from './corpus.ts';

const letters = 'Zx4Qp8Lr2mN9tVbY6sKd3wEa81cZ0hU7gJ5o';

const unquoted: readonly (readonly [name: string, secret: string])[] = [
  ['local key', `krl_local_${letters}`],
  ['letters and digits', letters],
  ['digits', '0123456789012345'],
  ['uuid', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
  ['base64, padded once', 'c2VjcmV0IG9mIG5vYm9keQ='],
  ['base64, padded twice', 'c2VjcmV0IG9mIG5vYg=='],
  ['base64 with slashes', 'ab/cd+ef/gh+ij=='],
  ['three parts with dots', 'eyJh.eyJz.c2ln'],
  ['dashes', 'xk-proj-0a1b-2c3d'],
  ['dash first', '-dash-first'],
  ['equals sign first', '=first'],
  ['at sign and colon', 'user:pass@host'],
  ['address', 'https://example.test/a,b'],
  ['percent signs', '100%25'],
  ['looks like an assignment', 'API_KEY=abc'],
  ['word true', 'true'],
  ['word null', 'null'],
  ['one letter', 'x'],
  ['four thousand letters', letters.repeat(114)],
  ['thirty-two thousand letters', letters.repeat(911)],
];
const single: typeof unquoted = [
  ['space', 'two words'],
  ['space first', ' first'],
  ['space last', 'last '],
  ['tab', 'a\tb'],
  ['hash first', '#first'],
  ['hash behind a space', 'ab #cd'],
  ['hash in the middle', 'ab#cd'],
  ['address with a hash', 'redis://:p#ss@h:6379'],
  ['double quote', 'ab"cd'],
  ['in double quotes', '"quoted"'],
  ['backtick', 'a`id`b'],
  ['semicolon', 'a;b'],
  ['ampersand', 'a&b'],
  ['pipe', 'a|b'],
  ['angles', 'a<b>c'],
  ['parentheses', 'a(b)c'],
  ['pattern', 'a*b?c[d]'],
  ['tilde first', '~root'],
  ['tilde behind a colon', 'a:~root'],
  ['caret', 'a^b'],
  ['exclamation mark', 'a!b'],
  ['braces', '{a,b}'],
  ['json', '{"k":"v"}'],
  ['yaml', 'a: b'],
  ['other letters', 'pässwörd-鍵-🔑'],
  ['no-break space', 'a\u00a0b'],
];
const double: typeof unquoted = [
  ['apostrophe', "it's"],
  ['apostrophe and space', "it's mine"],
  ['apostrophe and hash', "it's #1"],
];
const refused: typeof unquoted = [
  ['both quotes', `a'b"c`],
  ['dollar', 'pa$word'],
  ['two dollars', 'a$$b'],
  ['variable in braces', 'a${HOME}b'],
  ['command', 'a$(id)b'],
  ['backslash', 'ab\\cd'],
  ['backslash last', 'abcd\\'],
  ['line feed', 'one\ntwo'],
  ['carriage return', 'one\r\ntwo'],
  ['NUL', 'a\0b'],
  ['line separator', 'a\u2028b'],
  ['byte order mark', '\uFEFFab'],
  ['encrypted', 'encrypted:BAAA'],
];

/** Secrets of every kind, and the one form in which each is written; `refuse` where none is sure. */
export const secretForms: readonly SecretShape[] = Object.entries({
  unquoted,
  single,
  double,
  refuse: refused,
}).flatMap(([form, all]) => all.map(([name, secret]) => ({ name, secret, form })));
