import assert from 'node:assert/strict';
import { quote } from '../../../src/dotenv/text/quoting.ts';

describe('quoting a value so that every tool reads the same', () => {
  it('leaves what is plain without quotes, the only form that docker run reads', () => {
    for (const value of ['krl_local_a1', 'a=b==', 'https://x/y:z@w,1%20', '-dash']) {
      assert.deepEqual(quote(value), { form: 'unquoted', text: value });
    }
  });

  it('takes single quotes for blanks, #, double quotes, backticks and letters of other scripts', () => {
    for (const value of [' a ', 'a #b', 'a"b', 'a`b`', 'a|b&c', '鍵', '~x', 'a\tb']) {
      assert.deepEqual(quote(value), { form: 'single', text: `'${value}'` });
    }
  });

  it('takes double quotes only for an apostrophe', () => {
    assert.deepEqual(quote("it's"), { form: 'double', text: '"it\'s"' });
  });

  it('has no form for what some tool expands, unescapes, decrypts or splits', () => {
    for (const value of [
      'a$b',
      'a\\b',
      'a\'b"c',
      "a'`b`",
      'a\nb',
      'a\rb',
      'encrypted:x',
      'a\0b',
      'a\u2028b',
      '\ud800',
      '',
    ]) {
      assert.equal(quote(value), undefined, JSON.stringify(value));
    }
  });
});
