import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtInRecipes } from '../../../src/programs/builtIn/builtInRecipes.ts';
import { readOwnRecipes } from '../../../src/programs/ownRecipes.ts';
import { root } from '../../support/root.mjs';
import { commandLines } from './commandLines.ts';

const text = readFileSync(path.join(root, 'docs/places.md'), 'utf8');

describe('docs/places.md', () => {
  it('shows every built-in recipe with the commands that run, and no other', () => {
    const shown = [...text.matchAll(/^### `([\w-]+)`\n[^]*?```text\n([^]*?)\n```/gm)];
    assert.deepEqual(
      Object.fromEntries(shown.map(([, id = '', lines = '']) => [id, lines.split('\n')])),
      Object.fromEntries(builtInRecipes().map((recipe) => [recipe.id, commandLines(recipe)])),
    );
  });

  it('has examples that are recipes, each with one answer for every hole', () => {
    const [, json = ''] = /```json\n([^]*?)```/.exec(text) ?? [];
    const { recipes, problems } = readOwnRecipes(JSON.parse(json));
    assert.deepEqual(problems, []);
    assert.equal(recipes.length, 14);
  });
});
