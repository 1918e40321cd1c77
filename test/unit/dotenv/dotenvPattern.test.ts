import assert from 'node:assert/strict';
import { readLikeDotenv } from '../../../src/dotenv/readers/dotenvReader.ts';
import { seeded } from '../../support/random.ts';

/** The pattern of npm `dotenv` itself (16 to 18), which takes the square or cube of a run of blanks. */
const LINE =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;

function byPattern(text: string): [string, string][] {
  const values = new Map<string, string>();
  for (const [, name = '', raw = ''] of text.replace(/\r\n?/g, '\n').matchAll(LINE)) {
    const trimmed = raw.trim();
    const inner = trimmed.replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
    const isDouble = trimmed.startsWith('"');
    values.set(name, isDouble ? inner.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : inner);
  }
  return [...values];
}

describe('the reader of npm dotenv', () => {
  it('finds in any text what the pattern finds', () => {
    const random = seeded(20_261_129);
    const parts = [
      ...[
        'A',
        'B',
        '=',
        '=',
        ':',
        ' ',
        '\n',
        '\n',
        '\r\n',
        '\t',
        "'",
        '"',
        '`',
        '\\',
        '#',
        'export ',
      ],
      ...["\\'", "='", '="', "'\n", '"\n', ' #', '\u2028', '\uFEFF', 'A=', '\nB='],
    ];
    for (let run = 0; run < 60_000; run += 1) {
      let text = '';
      for (let length = random.below(16); length > 0; length -= 1) text += random.pick(parts);
      assert.deepEqual([...readLikeDotenv(text)], byPattern(text), JSON.stringify(text));
    }
  });
});
