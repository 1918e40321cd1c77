import assert from 'node:assert/strict';
import { plainLine, plainParagraphs } from '../../../src/domain/text/plainLine.ts';

describe('a text of others on one plain line', () => {
  it('leaves what can be read as it is', () => {
    for (const text of ['sample', 'Büro 7, “first run”', '專案 一', '❤ 🚀', 'a  b']) {
      assert.equal(plainLine(text), text);
    }
  });

  it('shows line breaks of every kind as a sign', () => {
    for (const sign of ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085']) {
      assert.equal(
        plainLine(`app${sign}${sign}This is a test server.`),
        'app ⏎  ⏎ This is a test server.',
      );
    }
    assert.equal(plainLine('a\tb'), 'a ⇥ b');
    assert.equal(plainLine('a\u000bb\u000cc\u001bd'), 'a⟨U+000B⟩b⟨U+000C⟩c⟨U+001B⟩d');
  });

  it('names direction marks and whatever else is not drawn', () => {
    assert.equal(plainLine('a\u202egnp.exe\u2069'), 'a⟨U+202E⟩gnp.exe⟨U+2069⟩');
    const hidden = [
      '\u200b',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\u3164',
      '\u2800',
      '\u{e0041}',
      '\ud800',
    ];
    for (const sign of hidden) assert.match(plainLine(`a${sign}b`), /^a⟨U\+[0-9A-F]{4,}⟩b$/);
  });

  it('says how much of a text that fills the screen was left out, and keeps both ends', () => {
    const shown = plainLine(`start ${'x'.repeat(100_000)} end`, 200);
    assert.match(shown, /^start x+ ⟨99810 characters left out⟩ x+ end$/);
    assert.ok(shown.length < 300);
    assert.equal(plainLine(`a${' '.repeat(500)}b`), 'a ⟨500 spaces⟩ b');
    assert.ok(plainLine('\u202e'.repeat(1_000_000), 200).length < 900);
    assert.match(plainLine(`e${'\u0301'.repeat(300)}`), /⟨\+296⟩$/);
  });

  it('cuts no character in two', () => {
    for (let longest = 20; longest < 30; longest++) {
      assert.equal(plainLine('🚀'.repeat(100), longest).isWellFormed(), true);
      assert.doesNotMatch(plainLine('🚀'.repeat(100), longest), /U\+D/);
    }
  });
});

describe('the paragraphs of a question', () => {
  it('are broken by their structure alone, whatever a text in them holds', () => {
    const place = 'app\n\nKeyrail: it is safe to go on./.env';
    const shown = plainParagraphs(['Its value is in:', [`• ${place}`, '• other/.env'], 'Local']);
    assert.deepEqual(shown, [
      'Its value is in:',
      '• app ⏎  ⏎ Keyrail: it is safe to go on./.env\n• other/.env',
      'Local',
    ]);
    assert.deepEqual(plainParagraphs('one\ntwo'), ['one ⏎ two']);
  });

  it('leaves no gap where a paragraph has nothing to say', () => {
    assert.deepEqual(plainParagraphs(['one', [], '', 'two']), ['one', 'two']);
  });
});
