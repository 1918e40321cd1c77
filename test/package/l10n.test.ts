import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { englishBundle } from '../../packaging/l10n/messages.ts';
import { unlocalised } from '../../packaging/l10n/unlocalised.ts';
import { manifestTexts } from '../support/manifest.ts';
import { root } from '../support/root.mjs';

const languages = ['de', 'zh-tw'];

/** Names and formats: the same in every language. */
const names = [
  'Audit export … (…, SHA-256: …).',
  'CF-Access-Client-Id and -Secret',
  'first run',
  'Keyrail',
];

describe('what people read', () => {
  it('goes through t(), everywhere', () => {
    const left = unlocalised().filter((each) => !names.some((name) => each.endsWith(`: ${name}`)));
    assert.deepEqual(left, []);
  });

  it('is in the bundle, and nothing else is (npm run l10n)', () => {
    assert.equal(read('l10n/bundle.l10n.json'), englishBundle());
  });

  it('comes from package.nls.json where the manifest says it', () => {
    const named = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(manifestTexts()).sort());
    const plain = /"(title|description|markdownDescription|contents|altText)": "(?!%|Keyrail")/;
    assert.doesNotMatch(contributed(), plain);
  });

  for (const language of languages) {
    it(`is complete in ${language}, with every placeholder`, () => {
      translates(parse(englishBundle()), parse(read(`l10n/bundle.l10n.${language}.json`)), holes);
    });

    it(`is complete in ${language} in the manifest, with every link to a command`, () => {
      translates(manifestTexts(), manifestTexts(language), links);
    });
  }
});

type Texts = Readonly<Record<string, string>>;

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

function translates(english: Texts, other: Texts, kept: (text: string) => string[]): void {
  assert.deepEqual(
    Object.keys(english).filter((key) => !other[key]),
    [],
    'not translated',
  );
  assert.deepEqual(
    Object.keys(other).filter((key) => english[key] === undefined),
    [],
    'not needed any more',
  );
  for (const [key, text] of Object.entries(english)) {
    assert.deepEqual(kept(other[key] ?? ''), kept(text), key);
  }
}
