import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareTexts, languages, type Texts } from '../../packaging/l10n/languages.ts';
import { bundleOf, type Message, messages } from '../../packaging/l10n/messages.ts';
import { unlocalised } from '../../packaging/l10n/unlocalised.ts';
import { manifestTexts } from '../support/manifest.ts';
import { root } from '../support/root.mjs';

/** Names and formats: the same in every language. */
const names = [
  'Audit export … (…, SHA-256: …).',
  'CF-Access-Client-Id and -Secret',
  'first run',
  'Keyrail',
];

/** A space or a mark at an edge, two placeholders without a word between, a word that joins in front. */
const piece =
  /^\s|\s$|^[,;:]|\}\{|^(and|or|but|nor|as|at|by|from|of|on|than|with)(?: \{|$)|^(that|which|who) /;

describe('what people read', () => {
  // Every source is parsed for it: once for all of them.
  let said: readonly Message[] = [];
  let english = '';
  before(() => {
    said = messages();
    english = bundleOf(said);
  });

  it('goes through t(), everywhere', () => {
    const left = unlocalised().filter((each) => !names.some((name) => each.endsWith(`: ${name}`)));
    assert.deepEqual(left, []);
  });

  it('is whole: no translation could put pieces that are joined later into its own order', () => {
    const pieces = said.filter(({ text }) => piece.test(text));
    assert.deepEqual(
      pieces.map(({ file, line, text }) => `${file}:${line}: ${text}`),
      [],
    );
  });

  it('is in the bundle, and nothing else is (npm run l10n)', () => {
    assert.equal(
      read('l10n/bundle.l10n.json'),
      english,
      'l10n/bundle.l10n.json is not what the code says: npm run l10n.',
    );
  });

  it('comes from package.nls.json where the manifest says it', () => {
    const named = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(manifestTexts()).sort());
    const plain = /"(title|description|markdownDescription|contents|altText)": "(?!%|Keyrail")/;
    assert.doesNotMatch(contributed(), plain);
  });

  for (const language of languages) {
    it(`is complete in ${language}, with every placeholder`, () => {
      const file = `l10n/bundle.l10n.${language}.json`;
      translates(file, parse(english), parse(read(file)), holes);
    });

    it(`is complete in ${language} in the manifest, with every link to a command`, () => {
      const file = `package.nls.${language}.json`;
      translates(file, manifestTexts(), manifestTexts(language), links);
    });
  }
});

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** The bundles are ours: texts by key. */
const parse = (json: string) => JSON.parse(json) as Texts;
/** What tools tell a language model stays in English. */
const contributed = () => {
  const { contributes } = JSON.parse(read('package.json')) as { contributes: object };
  return JSON.stringify({ ...contributes, languageModelTools: [] }, null, 1);
};

/** Placeholders and icons, which a translation may move but not lose. */
const holes = (text: string) => found(text, /\{\d+\}|\$\([\w-]+\)/g);
const links = (text: string) => found(text, /\(command:[^)]+\)/g);
const found = (text: string, what: RegExp) => [...new Set(text.match(what))].sort();

function translates(
  file: string,
  english: Texts,
  other: Texts,
  kept: (text: string) => string[],
): void {
  const { missing, spare } = compareTexts(english, other);
  assert.deepEqual(missing, [], `${file} has no translation of: ${missing.join(' · ')}`);
  assert.deepEqual(spare, [], `${file} has what nobody says any more: ${spare.join(' · ')}`);
  for (const [key, text] of Object.entries(english)) {
    assert.deepEqual(
      kept(other[key] ?? ''),
      kept(text),
      `${file} lost or added a placeholder or a link in: ${key}`,
    );
  }
}
