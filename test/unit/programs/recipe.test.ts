import assert from 'node:assert/strict';
import { knownPrograms, programPlaceText } from '../../../src/domain/keys/programPlaceText.ts';
import { builtInRecipes } from '../../../src/programs/builtIn/builtInRecipes.ts';
import { completeAnswers, fillArguments } from '../../../src/programs/fillArguments.ts';
import { holeProblems, readOwnRecipes } from '../../../src/programs/ownRecipes.ts';
import { ownRecipe } from '../../../src/programs/recipe.ts';

const vault = {
  title: 'Vault',
  program: 'vault',
  questions: [
    { name: 'path', title: 'Path' },
    { name: 'mount', title: 'Mount', optional: true },
  ],
  put: { args: ['kv', 'put', ['-mount={mount}'], '{path}', 'key=-'] },
};

describe('a recipe', () => {
  it('fills holes with answers, each within its argument, and leaves a group out that lacks one', () => {
    const fill = (answers: Record<string, string>) =>
      fillArguments({ args: ['a', ['--b', '{b}'], '{a}/{a:url}'] }, answers);
    assert.deepEqual(fill({ a: 'x y/$(id)' }), ['a', 'x y/$(id)/x%20y%2F%24(id)']);
    assert.deepEqual(fill({ a: '{b}', b: '' }), ['a', '--b', '', '{b}/%7Bb%7D']);
    assert.throws(() => fill({ b: 'x' }), RangeError);
    assert.throws(() => fillArguments({ args: ['{constructor}'] }, {}), RangeError);
  });

  it('takes no answer that is an option, a second line, hidden, too long or in another form', () => {
    const asked = [{ name: 'a', title: 'A', pattern: '[^z]*' }];
    const refused = [
      '-x',
      '--',
      'a\nb',
      'a\r',
      'a\0',
      'a\u202eb',
      'a\u2028b',
      '',
      'z',
      'a'.repeat(501),
    ];
    for (const a of refused) assert.equal(completeAnswers(asked, { a }), undefined, a);
    assert.equal(completeAnswers(asked, {}), undefined);
    for (const a of ['a b', '$(touch x)', '`x`; rm', "'", 'ä', 'a-b']) {
      assert.deepEqual({ ...completeAnswers(asked, { a, other: '-x' }) }, { a });
    }
  });

  it('takes the default where none is given, and nothing for what is optional', () => {
    const asked = [
      { name: 'host', title: 'Host', default: 'github.com' },
      { name: 'account', title: 'Account', optional: true },
    ];
    assert.deepEqual({ ...completeAnswers(asked, {}) }, { host: 'github.com' });
    assert.deepEqual({ ...completeAnswers(asked, { host: 'h', account: '' }) }, { host: 'h' });
  });

  it('names a place in one way', () => {
    const questions = (id: string) => builtInRecipes().find((each) => each.id === id)?.questions;
    const gh = (given: Record<string, string>) => ({
      ...completeAnswers(questions('gh-actions') ?? [], { name: 'A', ...given }),
    });
    const place = { repository: 'octo/app', name: 'A', host: 'github.com' };
    assert.deepEqual(gh({ repository: 'Octo/App' }), place);
    assert.deepEqual(gh({ repository: 'octo/app', host: 'GitHub.com' }), place);
    for (const path of ['a//b', './a', 'a/./b', 'a/', '/a', '..', 'a/../b']) {
      assert.equal(completeAnswers(questions('pass') ?? [], { path }), undefined, path);
    }
    for (const path of ['a', 'a/b', '.a', 'a/..b', 'work/keyrail key', 'ä.b']) {
      assert.deepEqual({ ...completeAnswers(questions('pass') ?? [], { path }) }, { path });
    }
  });

  it('is in our own form where it is built in', () => {
    for (const { id, ...recipe } of builtInRecipes()) {
      assert.ok(ownRecipe.safeParse(recipe).success, id);
      assert.deepEqual(holeProblems({ id, ...recipe }), [], id);
    }
  });

  it('has one name wherever a person meets it, and what is usual is not said', () => {
    const recipes = builtInRecipes();
    assert.deepEqual(recipes.map(({ id }) => id).toSorted(), Object.keys(knownPrograms).toSorted());
    for (const { id, title, questions } of recipes) {
      const usual = questions.filter((question) => question.default !== undefined);
      const answers = Object.fromEntries(usual.map(({ name, default: said = '' }) => [name, said]));
      assert.equal(programPlaceText({ recipe: id, answers }), title);
    }
    const answers = { repository: 'octo/app', name: 'KEY', host: 'git.example.com' };
    assert.equal(
      programPlaceText({ recipe: 'gh-actions', answers }),
      'GitHub Actions: octo/app, KEY, git.example.com',
    );
    assert.equal(programPlaceText({ recipe: 'own:vault', answers: { path: 'a' } }), 'vault: a');
  });

  it('of a person is read from their settings, under their name for it', () => {
    assert.deepEqual(readOwnRecipes({ vault }), {
      recipes: [{ ...vault, id: 'own:vault' }],
      problems: [],
    });
    assert.deepEqual(readOwnRecipes(undefined), { recipes: [], problems: [] });
  });

  for (const [what, wrong] of [
    ['a relative program', { program: './vault' }],
    ['a program with arguments', { program: 'vault kv' }],
    ['no put', { put: undefined }],
    ['a word of ours that is no pattern', { says: { none: '(' } }],
    ['a part that there is not', { shell: true }],
    ['a hole that nobody asks for', { get: { args: ['{other}'] } }],
    ['an optional answer outside of a group', { get: { args: ['{mount}'] } }],
    ['holes before anything is asked', { signedIn: { args: ['{path}'] } }],
  ] as const) {
    it(`of a person with ${what} is refused, with the reason`, () => {
      const { recipes, problems } = readOwnRecipes({ mine: { ...vault, ...wrong }, vault });
      assert.deepEqual(
        recipes.map(({ id }) => id),
        ['own:vault'],
      );
      assert.equal(problems.length, 1);
      assert.match(problems[0]!, /^mine/);
    });
  }
});
