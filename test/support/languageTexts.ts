import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestTexts } from './manifest.ts';
import { root } from './root.mjs';

/** Sentences by the English ones, as a file of `l10n/` has them. */
type Bundle = Readonly<Record<string, string>>;

/** Everything that Keyrail says in one language. */
export interface LanguageTexts {
  readonly bundle: Bundle;
  readonly manifest: Bundle;
}

/** A language that nobody speaks: every word longer by half, in letters that English has not. */
export const pseudoLocale = 'qps-ploc';

/** The texts of a language that is in the package, or of the pseudo-locale. */
export function languageTexts(language: string): LanguageTexts {
  if (language === pseudoLocale) {
    return { bundle: each(bundleOf(''), stretched), manifest: each(manifestTexts(), stretched) };
  }
  return { bundle: bundleOf(`.${language}`), manifest: manifestTexts(language) };
}

/** Adds the pseudo-locale to an installed Keyrail; for a server that is not running. */
export async function addPseudoLocale(extensions: string): Promise<void> {
  const folder = path.join(extensions, 'keyrail.keyrail');
  const { bundle, manifest } = languageTexts(pseudoLocale);
  writeFileSync(
    path.join(folder, 'l10n', `bundle.l10n.${pseudoLocale}.json`),
    JSON.stringify(bundle),
  );
  writeFileSync(path.join(folder, `package.nls.${pseudoLocale}.json`), JSON.stringify(manifest));
}

function bundleOf(suffix: string): Bundle {
  const file = path.join(root, 'l10n', `bundle.l10n${suffix}.json`);
  // Ours; a test holds it complete.
  return JSON.parse(readFileSync(file, 'utf8')) as Bundle;
}

function each(texts: Bundle, change: (text: string) => string): Bundle {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));
}

/** What is no word: placeholders, icons, code, addresses of links. */
const notWords = /(\{\d+\}|\$\([^)]*\)|`[^`]*`|\]\([^)]*\))/;
const letters: Bundle = { a: 'áá', e: 'ëë', i: 'ïï', o: 'ôô', u: 'üü', y: 'ýý' };

/** Word for word, so that a button in a sentence reads as its command does. */
function stretched(text: string): string {
  const parts = text.split(notWords);
  return parts
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[aeiouy]/g, (letter) => letters[letter] ?? letter),
    )
    .join('');
}
