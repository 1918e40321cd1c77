import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/root.mjs';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The parts of the hardening run, and the titles of the unit tests, as they are written there. */
const parts = [...read('test/hardening/run.ts').matchAll(/\[\s*'(\w+)',\s*async/g)].map(
  ([, name]) => name,
);
const textsIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => read(path.join(folder, file)));
const [unitTexts, programTexts] = [textsIn('test/unit'), textsIn('test/programs')];
const hasTitle = (texts: readonly string[], name: string) =>
  texts.some((text) => text.includes(`describe('${name}'`) || text.includes(`it('${name}'`));

const suites: Readonly<Record<string, (name: string) => boolean>> = {
  editor: (name) => existsSync(path.join(root, `test/editor/${name}.test.ts`)),
  // A file of its own, or a part that such a file runs in its window.
  journey: (name) =>
    existsSync(path.join(root, `test/journeys/${name}.test.ts`)) ||
    textsIn('test/journeys').some((text) => text.includes(`from './${name}.ts'`)),
  '`test:hardening`': (name) => parts.includes(name),
  '`test:unit`': (name) => hasTitle(unitTexts, name),
  '`test:programs`': (name) => hasTitle(programTexts, name),
  '`test:faults`': (name) => name === '' && existsSync(path.join(root, 'test/faults/run.ts')),
};

/** Of a cell like “editor `a`, `b`; `test:unit` “c”” each suite with a name in it. */
function proofsIn(cell: string): (readonly [suite: string, name: string])[] {
  return cell.split(';').flatMap((part) => {
    const suite = Object.keys(suites).find((each) => part.trim().startsWith(each));
    assert.ok(suite, `“${part.trim()}” begins with no suite`);
    const names = part
      .trim()
      .slice(suite.length)
      .split(/,\s*(?![^“]*”)/);
    return names.map((name) => [suite, name.trim().replaceAll(/^[`“]|[`”]$/g, '')] as const);
  });
}

/** What is named there and is nowhere. */
const missingIn = (cell: string) =>
  proofsIn(cell).filter(([suite, name]) => suites[suite]?.(name) !== true);

describe('the table of SECURITY.md', () => {
  const table = /\| from .*\n\|[ -|]+\n((?:\|.*\n)+)/.exec(read('SECURITY.md'))?.[1] ?? '';
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));

  it('has rows', () => {
    assert.ok(rows.length > 12);
  });

  for (const [, from = '', , proof = ''] of rows) {
    it(`names tests that there are: ${from}`, () => {
      assert.notEqual(proof, '');
      assert.deepEqual(missingIn(proof), []);
    });
  }

  it('is not satisfied by a test that there is not', () => {
    assert.deepEqual(missingIn('editor `consent`, `nowhere`; `test:unit` “no such test”'), [
      ['editor', 'nowhere'],
      ['`test:unit`', 'no such test'],
    ]);
    assert.throws(() => missingIn('somebody'), /begins with no suite/);
  });
});
