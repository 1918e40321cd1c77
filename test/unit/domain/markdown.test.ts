import assert from 'node:assert/strict';
import { renderReport } from '../../../src/commands/panic/report.ts';
import { plainText } from '../../../src/domain/text/markdown.ts';

/** Texts of others that would be more than text in a Markdown document. */
const hostile = [
  '[x](command:workbench.action.quit)',
  '![x](https://evil.test/pixel)',
  '<img src=https://evil.test/pixel>',
  'see https://evil.test',
  'www.evil.test',
  'a@evil.test',
  'a\n# heading',
  '- item',
  '1. item',
  '---',
  '| cell |',
  '&lt;b&gt; &#91;x&#93;(y)',
  '`code`',
  '~~gone~~',
];

/** What is left when each escaped sign is another one: what Markdown may still make something of. */
const unescaped = (markdown: string): string => markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, '·');

const assertPlain = (markdown: string) => {
  const left = unescaped(markdown);
  assert.doesNotMatch(left, /[[\]<>`*_~|&]|:\/\/|www\.|@|\n/i, markdown);
  assert.doesNotMatch(left, /^(?:[-=#]|\d+\.)/, markdown);
};

describe('text of others in a Markdown document', () => {
  it('is text and nothing else', () => {
    for (const text of hostile) assertPlain(plainText(text));
  });

  it('stays readable', () => {
    for (const text of ['first run', 'rotated 2026-11-29, line 3', '100 %', 'a-b']) {
      assert.equal(plainText(text), text);
    }
  });

  it('is text in the report of a panic', () => {
    for (const text of hostile) {
      const report = renderReport({
        where: [text],
        notCovered: [text],
        revoked: [text],
        alive: [{ label: text, code: text }],
        waits: undefined,
        copiesLeft: [text],
        terminals: [text],
        clipboard: false,
        lines: [text],
        programs: [text],
        elsewhere: [text],
      });
      const lines = report.split('\n').filter((line) => line.startsWith('- '));
      assert.equal(lines.length, 9);
      for (const line of lines) assertPlain(line.slice(2));
    }
  });
});
