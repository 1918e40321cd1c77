import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root.mjs';

/** A sentence says who does what, by name. */
const odd = /\b(?:whoever|of its own|of their own|something of (?:ours|yours)|nobody's)\b/i;

/** What CONTRIBUTING.md, Words, has another word for, and German that says *du*. */
const otherWords = {
  de: /\bSecrets?\b(?!-tool)|\bControl Plane\b|\bSpur\b|\bArbeitsbereichs?(?:admin|inhaber|dienst)\b|\b(?:du|dich|dir|deine?[mnrs]?)\b|(?:^|[.:!?] )(?:Füge|Lege|Setze|Starte|Stelle|Warte|Wähle) /i,
  'zh-tw': /密鑰|秘密|軌道|機密名稱|你/,
};

describe('the words that people read', () => {
  for (const [language, others] of Object.entries(otherWords)) {
    for (const file of [`l10n/bundle.l10n.${language}.json`, `package.nls.${language}.json`]) {
      it(`are the same for the same thing, in ${file}`, () => {
        const texts = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as object;
        assert.deepEqual(
          Object.values(texts).filter((text) => others.test(String(text))),
          [],
        );
      });
    }
  }

  for (const file of [
    'l10n/bundle.l10n.json',
    'package.nls.json',
    'README.md',
    'SECURITY.md',
    ...['commands', 'control-planes', 'security', 'settings'].map((name) => `docs/${name}.md`),
  ]) {
    it(`name who does what, in ${file}`, () => {
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
      assert.deepEqual(
        lines.filter((line) => odd.test(line)),
        [],
      );
    });
  }
});
