import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { safeguards } from '../hardening/safeguards.ts';
import { root } from '../support/root.mjs';

describe('the safeguards that the hardening run takes out', () => {
  for (const { name, file, text } of safeguards) {
    it(`are where it looks for them: ${name}`, () => {
      assert.equal(readFileSync(path.join(root, file), 'utf8').split(text).length, 2);
    });
  }
});
