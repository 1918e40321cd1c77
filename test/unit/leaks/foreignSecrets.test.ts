import assert from 'node:assert/strict';
import { judge } from '../../../src/domain/leaks/judge.ts';
import { findForeignSecrets } from '../../../src/editor/leaks/foreignSecrets.ts';
import { madeUpSecret } from '../../fixtures/leaks/corpus.ts';

// Put together here, so that no scanner of this repository trips: nobody issued them.
const random = madeUpSecret(4).slice(-36);
const examples = [
  ['ghp', random].join('_'),
  ['xoxb', '123456789012', '123456789012', random.slice(0, 24)].join('-'),
];

describe('secrets of other services', () => {
  for (const value of examples) {
    it(`are found where they stand: ${value.slice(0, 4)}…`, async () => {
      const text = `const a = 1;\nconst token = "${value}";\n`;
      const [found, another] = await findForeignSecrets('/project/a.ts', text);
      assert.equal(found?.value, value);
      assert.equal(found.index, text.indexOf(value));
      assert.equal(another, undefined);
      const { sentence } = judge({ kind: 'foreign', format: found.format }, true);
      assert.ok(!sentence.includes(value.slice(5)));
      assert.ok(sentence.includes(found.format));
    });
  }

  it('are not seen in ordinary text', async () => {
    assert.deepEqual(await findForeignSecrets('/project/a.ts', 'const a = "hello";\n'), []);
  });
});
