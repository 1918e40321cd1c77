const digits = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];

/** Unicode's names of the signs that stand in a value, around it, or in how one is written. */
const signs: Readonly<Record<string, string>> = {
  'LOW LINE': '_',
  'HYPHEN-MINUS': '-',
  'EQUALS SIGN': '=',
  'PLUS SIGN': '+',
  COLON: ':',
  SEMICOLON: ';',
  COMMA: ',',
  'FULL STOP': '.',
  SOLIDUS: '/',
  'REVERSE SOLIDUS': '\\',
  'QUOTATION MARK': '"',
  APOSTROPHE: "'",
  'GRAVE ACCENT': '`',
  AMPERSAND: '&',
  'NUMBER SIGN': '#',
  'PERCENT SIGN': '%',
  'DOLLAR SIGN': '$',
  'QUESTION MARK': '?',
  'LESS-THAN SIGN': '<',
  'GREATER-THAN SIGN': '>',
  'LEFT PARENTHESIS': '(',
  'RIGHT PARENTHESIS': ')',
  'LEFT SQUARE BRACKET': '[',
  'RIGHT SQUARE BRACKET': ']',
  'LEFT CURLY BRACKET': '{',
  'RIGHT CURLY BRACKET': '}',
  SPACE: ' ',
  'SOFT HYPHEN': '\u00ad',
  'ZERO WIDTH SPACE': '\u200b',
  'ZERO WIDTH NON-JOINER': '\u200c',
  'ZERO WIDTH JOINER': '\u200d',
  'WORD JOINER': '\u2060',
};

/** The character that Python and Perl take for `\N{…}`, among those that matter to a value. */
export function characterNamed(name: string): string | undefined {
  const known = name.toUpperCase();
  const [, size, letter] = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(known) ?? [];
  if (letter !== undefined) return size === 'SMALL' ? letter.toLowerCase() : letter;
  const digit = digits.indexOf(known.replace(/^DIGIT /, ''));
  return known.startsWith('DIGIT ') && digit !== -1 ? String(digit) : signs[known];
}
