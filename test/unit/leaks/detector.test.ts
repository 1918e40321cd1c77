import assert from 'node:assert/strict';
import { findSecrets, isSecretShaped } from '../../../src/domain/secrets/secretFormat.ts';
import { leakContexts, madeUpSecret, nearMisses } from '../../fixtures/leaks/corpus.ts';

const contexts = leakContexts();
const rounds = 15;

describe('the detector of our formats', () => {
  it('finds every value of at least a thousand, in the contexts of at least fifteen languages', () => {
    let wanted = 0;
    let number = 0;
    for (let round = 0; round < rounds; round++) {
      for (const { text, language, name } of contexts) {
        const value = madeUpSecret(number++);
        assert.ok(isSecretShaped(value), value.slice(0, 20));
        const count = text.split('@@').length - 1;
        const found = findSecrets(text.replaceAll('@@', value));
        assert.equal(found.filter((each) => each.value === value).length, count, name + language);
        assert.equal(found.length, count, `${language}: ${name}`);
        wanted += count;
      }
    }
    assert.ok(wanted >= 1000, `${wanted} values`);
    assert.ok(new Set(contexts.map(({ language }) => language)).size >= 15);
  });

  it('takes none of at least a thousand near misses for a value', () => {
    let wanted = 0;
    let number = 0;
    for (const [kind, missed] of Object.entries(nearMisses)) {
      for (const { text, language, name } of contexts) {
        const value = madeUpSecret(number);
        const near = missed(value, number++);
        assert.notEqual(near, value, kind);
        // What stands right before it belongs to the context: an escape would end before the word.
        assert.deepEqual(
          findSecrets(text.replaceAll('@@', near)),
          [],
          `${kind}: ${language} ${name}`,
        );
        wanted += 1;
      }
    }
    assert.ok(wanted >= 1000, `${wanted} near misses`);
  });

  it('finds a value behind an escape and inside an address', () => {
    const value = madeUpSecret(1);
    for (const text of [`"a\\n${value}"`, `?key%3D${value}%26b`, `,${value},`, `密钥${value}。`]) {
      assert.deepEqual(
        findSecrets(text).map((each) => each.value),
        [value],
        text.slice(0, 6),
      );
    }
  });
});
