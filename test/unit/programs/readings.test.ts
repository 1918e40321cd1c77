import assert from 'node:assert/strict';
import { readOwnRecipes } from '../../../src/programs/ownRecipes.ts';
import { readSeen } from '../../../src/programs/readSeen.ts';
import { readValue } from '../../../src/programs/readValue.ts';
import type { Recipe } from '../../../src/programs/recipe.ts';

const output = (text: string) => ({ text, isCut: false });

describe('what a program prints', () => {
  it('is looked through for answers with signs that mean something in a pattern', () => {
    for (const name of ['my-secret', 'a.b', 'a/b', 'a|b', '[a]', '$a^', 'a\\b', 'a{1}', 'a-b-']) {
      const reading = { line: String.raw`^{name}\s+(.*)$` };
      const text = `other 2026-01-01T00:00:00Z\n${name}  2026-11-30T10:00:00Z\n`;
      const seen = readSeen(text, reading, { name });
      assert.deepEqual(seen, { kind: 'changed', at: '2026-11-30T10:00:00.000Z' }, name);
      assert.deepEqual(readSeen('axb 2026-01-01\n', reading, { name }), { kind: 'none' }, name);
    }
  });

  it('may be looked through for answers by a recipe of the person’s own', () => {
    const mine = {
      title: 'Mine',
      program: 'mine',
      questions: [{ name: 'name', title: 'Name' }],
      put: { args: ['put', '{name}'] },
      get: { args: ['get', '{name}'], folder: '^{name}/$' },
      seen: { args: ['list'], read: { line: '^{name} (.*)$' } },
    };
    assert.deepEqual(readOwnRecipes({ mine }).problems, []);
    const other = { ...mine, get: { args: ['get'], folder: '^{path}$' } };
    assert.deepEqual(readOwnRecipes({ other }).problems, ['other: no question asks for {path}.']);
  });

  it('is nothing only where it is empty: what no pattern fits may be somebody’s', () => {
    const recipe: Recipe = {
      id: 'own:a',
      title: 'A',
      program: 'a',
      questions: [],
      put: { args: [] },
    };
    const read = (text: string) =>
      readValue(recipe, '^secret = (.*)$', {
        how: 'exited',
        code: 0,
        stdout: output(text),
        stderr: output(''),
      }).kind;
    assert.equal(read(''), 'none');
    assert.equal(read('\n'), 'none');
    assert.equal(read('secret = \n'), 'none');
    assert.equal(read('secret = x\n'), 'value');
    assert.equal(read('password: x\n'), 'failed');
  });
});
