import assert from 'node:assert/strict';
import { builtInRecipes } from '../../../src/programs/builtIn/builtInRecipes.ts';
import { isMadeBy, readKeepAlsoIn } from '../../../src/programs/keepAlsoIn.ts';

describe('the setting that keeps every new secret in one more place', () => {
  const recipes = builtInRecipes();
  const inPass = (path: string) => ({ recipe: 'pass', answers: { path } });
  const read = (value: unknown, connection = 'Here') => readKeepAlsoIn(value, connection, recipes);
  const pathOf = (value: unknown, connection?: string) => {
    const wanted = read(value, connection);
    return wanted.kind === 'place' ? wanted.place.answers['path'] : wanted;
  };

  it('says nothing of a connection that it does not name', () => {
    assert.deepEqual(read({}), { kind: 'nowhere' });
    assert.deepEqual(read({ There: inPass('{key}') }), { kind: 'nowhere' });
    assert.deepEqual(read({}, 'constructor'), { kind: 'nowhere' });
  });

  it('prefers the connection by its name to all of them', () => {
    const value = { '*': inPass('all/{key}'), Here: inPass('here/{key}') };
    assert.equal(pathOf(value), 'here/{key}');
    assert.equal(pathOf(value, 'There'), 'all/{key}');
  });

  it('takes no part of a connection’s name for a part of a path or an option', () => {
    const value = { '*': inPass('{connection}/{key}') };
    assert.equal(pathOf(value, '../../etc'), 'etc/{key}');
    assert.equal(pathOf(value, '-rf'), 'rf/{key}');
    assert.equal(pathOf(value, '生產 1'), '生產-1/{key}');
    assert.equal(pathOf(value, '..'), 'connection/{key}');
  });

  it('wants an entry of its own for each key', () => {
    assert.deepEqual(read({ '*': inPass('keyrail/{connection}') }), {
      kind: 'wrong',
      because: 'no-key',
    });
  });

  it('names what does not fit instead of going without', () => {
    assert.deepEqual(read({ '*': 'pass' }), { kind: 'wrong', because: 'shape' });
    const unknown = { '*': { recipe: 'vault', answers: { path: '{key}' } } };
    assert.deepEqual(read(unknown), { kind: 'wrong', because: 'no-recipe' });
    for (const answers of [{}, { path: '/{key}' }, { path: '{key}', more: 'x' }]) {
      const value = { '*': { recipe: 'pass', answers } };
      assert.deepEqual(read(value), { kind: 'wrong', because: 'answers' }, JSON.stringify(answers));
    }
    assert.deepEqual(read({ '*': inPass('{name}/{key}') }), { kind: 'wrong', because: 'answers' });
  });

  it('is agreed to for the entries of keys, and for nothing beside them', () => {
    const template = inPass('keyrail.here/{key}');
    assert.ok(isMadeBy(template, inPass('keyrail.here/krl_local_1')));
    for (const path of ['keyrail.here/', 'keyrail.here/a/b', 'keyrailxhere/a', 'keyrail.here/..']) {
      assert.ok(!isMadeBy(template, inPass(path)), path);
    }
    assert.ok(!isMadeBy(template, { recipe: 'own:pass', answers: { path: 'keyrail.here/a' } }));
    assert.ok(!isMadeBy(template, { recipe: 'pass', answers: { path: 'keyrail.here/a', x: '' } }));
    assert.ok(!isMadeBy(inPass('fixed'), inPass('fixed')));
  });
});
