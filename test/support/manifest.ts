import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The texts of `package.json` by key, as a file `package.nls*.json` has them. */
export function manifestTexts(language?: string): Record<string, string> {
  const file = language === undefined ? 'package.nls.json' : `package.nls.${language}.json`;
  // Ours; a test compares the keys with those that the manifest names.
  return JSON.parse(read(file)) as Record<string, string>;
}

/** `package.json` as VS Code shows it to people: with the text in place of each `%key%`. */
export function manifestInEnglish(): unknown {
  const texts = manifestTexts();
  return JSON.parse(read('package.json'), (_, value: unknown) =>
    typeof value === 'string'
      ? value.replace(/^%(.+)%$/, (whole, key: string) => texts[key] ?? whole)
      : value,
  );
}
