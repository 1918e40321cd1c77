import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root.mjs';

/** A sentence says who does what, by name. */
const odd = /\b(?:whoever|of its own|of their own|something of (?:ours|yours)|nobody's)\b/i;

describe('the words that people read', () => {
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
