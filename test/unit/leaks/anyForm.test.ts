import assert from 'node:assert/strict';
import { findIfAny, findInAnyForm, mayHoldInAnyForm } from '../../../src/domain/secrets/anyForm.ts';
import { redact, redactWith } from '../../../src/domain/secrets/redact.ts';
import { findCopies } from '../../../src/dotenv/copies.ts';
import { madeUpSecret, nearMisses } from '../../fixtures/leaks/corpus.ts';
import { inParts, writtenForms } from '../../fixtures/leaks/writtenForms.ts';
import { threadTime } from '../../support/threadTime.ts';

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const lines = (text: string, columns: number, between: string) =>
  (text.match(new RegExp(`[^]{1,${columns}}`, 'g')) ?? []).join(between);

/** What only a search that looks for pieces and codes can see. */
const otherForms: Readonly<Record<string, (text: string) => string>> = {
  'as a mail, with soft breaks': (text) => `KEY=3D${lines(text, 30, '=\r\n')}`,
  'on lines that a shell goes on with': (text) => `KEY=${lines(text, 30, '\\\n')}`,
  'on lines that YAML folds': (text) => `key: >-\n  ${lines(text, 36, '\n  ')}\nnext: 1\n`,
  'as texts that are added': (text) => `"${lines(text, 30, '" +\n  "')}"`,
  'in Base64': (text) => base64(text),
  'in Base64, with more': (text) => base64(`KEY=${text}\n`),
  'in Base64, inside JSON': (text) => JSON.stringify({ data: { key: base64(`${text}\n`) } }),
  'in Base64, on lines': (text) => `\n  ${lines(base64(`a: 1\nkey: ${text}\n`), 64, '\n  ')}\n`,
  'in hexadecimal': (text) => hex(`:${text}\n`),
  'as a buffer of JSON': (text) => JSON.stringify(Buffer.from(text, 'latin1')),
  'in pieces of Basic': (text) => `"${lines(text, 30, '" & _\r\n    "')}"`,
  'with soft hyphens': (text) => inParts(text, '\u00ad'),
  'with character sets of a terminal': (text) => inParts(text, '\u001b(B\u001b[m'),
  'in tags': (text) => `<td>${inParts(text, '<wbr>', 1, 9)}</td>`,
  'in pieces of XML': (text) => `<![CDATA[${inParts(text, ']]><![CDATA[', 2, 30)}]]>`,
  'in links of a terminal': (text) =>
    inParts(text, '\u001b]8;;https://host/x\u0007\u001b]8;;\u001b\\'),
  'as echo, by octal': (text) =>
    text.replaceAll(/[^]/g, (letter) => `\\0${letter.charCodeAt(0).toString(8).padStart(3, '0')}`),
  'as Lua, by decimal': (text) =>
    text.replaceAll(/[^]/g, (letter) => `\\${String(letter.charCodeAt(0)).padStart(3, '0')}`),
  'as Lua, its signs': (text) =>
    text.replaceAll(
      /[^0-9A-Za-z]/g,
      (letter) => `\\${String(letter.charCodeAt(0)).padStart(3, '0')}`,
    ),
  'in UTF-16 without a mark': (text) => Buffer.from(` ${text} `, 'utf16le').toString('latin1'),
  'in UTF-16 without a mark, big end first': (text) =>
    Buffer.from(` ${text} `, 'utf16le').swap16().toString('latin1'),
};
const forms = { ...writtenForms, ...otherForms };
const names = Object.keys(forms);
const written = (text: string, ...nested: readonly string[]) =>
  `before ${nested.reduce((now, name) => forms[name]?.(now) ?? now, text)} after`;
const values = (found: readonly { readonly value: string }[]) => found.map(({ value }) => value);
const copied = (text: string) =>
  findCopies(Buffer.from(text, 'latin1')).map(({ value }) => value.reveal());

describe('a value in any form', () => {
  it('is found by every search in any form within any other', () => {
    const missed: string[] = [];
    let [count, gated] = [0, 0];
    for (const inner of names) {
      for (const outer of names) {
        // What is cut behind a backslash goes on there, as in a shell; and nobody numbers numbers.
        const isOdd = /YAML folds|echo|Lua, its/.test(outer);
        if (inner === 'as echo, by octal' && isOdd) continue;
        for (let round = 0; round < 3; round++) {
          const value = madeUpSecret(count++);
          const text = written(value, inner, outer);
          const found = values(findInAnyForm(text));
          if (found.join() !== value || copied(text).join() !== value) {
            missed.push(`${inner} > ${outer}: ${found.length}, ${copied(text).length}`);
          }
          if (mayHoldInAnyForm(text)) gated++;
        }
      }
    }
    console.log(
      `      ${count} values, ${count - missed.length} found by both, ${gated} not left out at first glance`,
    );
    assert.deepEqual([...new Set(missed)], []);
  });

  it('is found by none where it is nearly one', () => {
    const found: string[] = [];
    let [count, number] = [0, 0];
    for (const [kind, missed] of Object.entries(nearMisses)) {
      // Lines that go on, and texts that are added, are forms here.
      if (/line break|concatenation/.test(kind)) continue;
      for (const inner of names) {
        for (const outer of names) {
          const near = missed(madeUpSecret(number), number++);
          // Each form in each other is tried with some kinds, and each kind with most forms.
          if (number % 7 > 1) continue;
          // One sign of emphasis beside another makes two of them.
          if (/word/.test(kind) && (/Markdown/.test(inner + outer) || /^_|_$/.test(near))) continue;
          // At a line's beginning a blank indents it, and who folds lines writes no longer words.
          if (/space|word|more/.test(kind) && /on lines/.test(inner + outer)) continue;
          const text = written(near, inner, outer);
          count++;
          if (findInAnyForm(text).length + copied(text).length > 0) {
            found.push(`${kind}: ${inner} > ${outer}`);
          }
        }
      }
    }
    console.log(`      ${count} near misses, ${found.length} taken for values`);
    assert.deepEqual(found, []);
  });

  it('is kept out of a log in each of them', () => {
    redactWith(findIfAny);
    for (const name of names) {
      const text = written(madeUpSecret(1), name);
      assert.ok(mayHoldInAnyForm(text), name);
      assert.deepEqual(values(findInAnyForm(redact(text))), [], name);
    }
  });

  it('takes a time that grows with the text', () => {
    const took = (text: string) => {
      const start = threadTime();
      findInAnyForm(text);
      return threadTime() - start;
    };
    const slow: string[] = [];
    for (const piece of [
      ...[
        'krl',
        'krl" + "',
        'k=\r\n',
        'r\\\n',
        '" "',
        'ab ',
        '6b72, ',
        '107, ',
        'a3Js',
        'QUJD\n',
        '\n  ',
      ],
      // Lines that mail goes on with are joined, and as Base64 the second is zeros, too.
      ...['\0', 'A=\n', '<b', '<b>', '\u001b]8', '\u00ad', '\\107', '\\0147', '" & _\n'],
      ...['k\0', '\\u0067', '%2567', `${base64(madeUpSecret(1))} `, `${hex(madeUpSecret(1))}\n`],
      `"${lines(madeUpSecret(1), 9, '" + "')}"; `,
    ]) {
      const text = (length: number) => piece.repeat(length / piece.length);
      took(text(20_000));
      const [one, eight] = [took(text(20_000)), took(text(160_000))];
      if (eight > Math.max(one, 5_000) * 24)
        slow.push(`${JSON.stringify(piece.slice(0, 12))}: ${one} and ${eight} µs`);
    }
    assert.deepEqual(slow, []);
  });
});
