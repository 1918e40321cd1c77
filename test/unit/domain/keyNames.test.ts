import assert from 'node:assert/strict';
import { keyNameTrouble } from '../../../src/domain/keys/keyNameTrouble.ts';
import { isolated } from '../../../src/domain/text/isolated.ts';

describe('the name that a person gives to a key', () => {
  it('may be of any script, with the joiners that it needs', () => {
    for (const name of [
      '',
      'ci',
      'مفتاح الإنتاج',
      'مفتاح‌ها',
      '金鑰',
      '👩‍💻 laptop',
      'x'.repeat(60),
    ]) {
      assert.equal(keyNameTrouble(name), undefined, name);
    }
  });

  it('is not so long that a row says nothing else', () => {
    assert.equal(keyNameTrouble('x'.repeat(61)), 'Use at most 60 characters.');
    assert.equal(keyNameTrouble(`${'x'.repeat(60)}  `), undefined);
  });

  it('has nothing in it that is not drawn or turns the rest of the line around', () => {
    for (const sign of ['\u200b', '\u202e', '\u2066', '\ufeff', '\u0007']) {
      assert.match(keyNameTrouble(`ci${sign}`) ?? '', /cannot be seen/);
    }
  });

  it('leaves what stands behind it in a row where it is, whichever way it runs', () => {
    assert.equal(isolated('ci'), 'ci');
    assert.equal(isolated('金鑰'), '金鑰');
    for (const name of ['מפתח', 'مفتاح', 'ci مفتاح']) {
      assert.equal(isolated(name), `\u2068${name}\u2069`);
    }
  });
});
