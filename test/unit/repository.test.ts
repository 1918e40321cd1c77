import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contractReferences, pathsAbove } from '../support/repositoryText.ts';
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
  let texts: ReturnType<typeof trackedTexts>;
  before(() => {
    texts = trackedTexts();
  });

  it('names no path above its root', () => {
    // `.ci/run` alone may look beside the clone, for the .env files of other projects.
    const above = texts
      .filter(({ file }) => file !== '.ci/run')
      .flatMap(({ file, text }) => pathsAbove(file, text).map((found) => `${file}: ${found}`));
    assert.deepEqual(above, [
      // An id that a hostile server sends; nothing opens it.
      `test/hardening/text/hostileText.ts: '${'../'.repeat(4)}etc/cron.d/x'`,
    ]);
  });

  it('knows a path above the root when it sees one', () => {
    const up = '../'.repeat(2);
    const dots = "'..'";
    // Put together, so that this file does not name it.
    const beside = ['..', 'shared', 'page.md'].join('/');
    for (const [file, text] of [
      ['test/a.ts', `read('${up}other/cases.json')`],
      ['test/unit/b.ts', `path.resolve(import.meta.dirname, '${up}../other')`],
      ['test/unit/b.ts', `join(import.meta.dirname, ${dots}, ${dots}, ${dots})`],
      ['test/unit/b.ts', `path.join(root, ${dots}, 'other')`],
      ['README.md', `[more](${up}other/page.md)`],
      ['docs/page.md', `see \`${beside}\``],
    ] as const)
      assert.equal(pathsAbove(file, text).length, 1, text);
    for (const [file, text] of [
      ['test/unit/b.ts', `path.resolve(import.meta.dirname, '${up}src')`],
      ['test/unit/b.ts', `join(import.meta.dirname, ${dots}, ${dots})`],
      ['docs/page.md', '[more](../README.md)'],
      ['README.md', "```ts\nimport { a } from '../../a.ts';\n```"],
      ['src/a.ts', "if (id === '..') return [...rest];"],
    ] as const)
      assert.deepEqual(pathsAbove(file, text), [], text);
  });

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
