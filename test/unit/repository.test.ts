import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contractReferences } from '../support/repositoryText.ts';
import { root } from '../support/root.mjs';

/** What is tracked and may be read as text, with its path from the root. */
function trackedTexts(): { readonly file: string; readonly text: string }[] {
  const list = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return list
    .split('\0')
    .filter((file) => file !== '')
    .flatMap((file) => {
      const bytes = readFileSync(path.join(root, file));
      return bytes.includes(0) ? [] : [{ file, text: bytes.toString('utf8') }];
    });
}

describe('the repository', () => {
  const texts = trackedTexts();

  it('refers to sections of docs/contract.md that are there, and to no other contract', () => {
    const contract = readFileSync(path.join(root, 'docs/contract.md'), 'utf8');
    const sections = [...contract.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading);
    const references = texts.flatMap(({ file, text }) =>
      contractReferences(text).map((reference) => ({ file, reference })),
    );
    assert.ok(references.length > 100, `only ${references.length} references`);
    const lost = references.filter(
      ({ reference }) => !sections.some((name) => new RegExp(`^${name}(?![\\w-])`).test(reference)),
    );
    assert.deepEqual(lost, []);
    const old = texts.filter(({ text }) => /\bfacts[\s*/]+§/i.test(text)).map(({ file }) => file);
    assert.deepEqual(old, []);
  });

  it('has an exchange for every one that the contract names', () => {
    const contract = readFileSync(path.join(root, 'docs/contract.md'), 'utf8');
    const names = [...contract.matchAll(/`(\d\d-[\w-]+)`/g)].map(([, name = '']) => name);
    assert.ok(names.length > 30);
    const there = new Set(texts.map(({ file }) => file));
    assert.deepEqual(
      names.filter((name) => !there.has(`test/fixtures/contract/${name}.json`)),
      [],
    );
  });
});
