import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../test/support/root.mjs';
import { compareTexts, languages, type Texts } from './languages.ts';
import { bundleOf, messages } from './messages.ts';

/*
 * `npm run l10n`: writes what people read into l10n/bundle.l10n.json, which translators start from, and
 * says what is left to do in the files beside it.
 */
const english = bundleOf(messages());
writeFileSync(path.join(root, 'l10n', 'bundle.l10n.json'), english);

for (const language of languages) {
  const file = `l10n/bundle.l10n.${language}.json`;
  // The bundles are ours: texts by key.
  const other = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Texts;
  const { missing, spare } = compareTexts(JSON.parse(english) as Texts, other);
  for (const text of missing) console.log(`${file}: to translate: ${text}`);
  for (const text of spare) console.log(`${file}: to take out: ${text}`);
  if (missing.length + spare.length === 0) console.log(`${file}: complete`);
}
