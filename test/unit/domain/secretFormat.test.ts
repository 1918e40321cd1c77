import assert from 'node:assert/strict';
import {
  findSecrets,
  isSecretShaped,
  keyPrefix,
} from '../../../src/domain/secrets/secretFormat.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { createdApiKey } from '../../../src/wire/apiKeys.ts';
import { recordedData } from '../../support/recordings.ts';

// Made up: no server ever issued them.
const random = `${'a1b2c3d4'.repeat(3)}_${'0123456789abcdef'.repeat(3)}`;

describe('secret format', () => {
  it('knows both formats', () => {
    assert.ok(isSecretShaped(`grk_live_${random}`));
    assert.ok(isSecretShaped(`krl_local_${random}`));
    for (const text of [
      '',
      'grk_live_mwsgtj14d65',
      `grk_test_${random}`,
      `grk_live_${random}0`,
      ` grk_live_${random}`,
      `grk_live_${random.toUpperCase()}`,
    ]) {
      assert.ok(!isSecretShaped(text), text);
    }
  });

  it('finds every value in a text with its place', () => {
    const [a, b] = [`grk_live_${random}`, `krl_local_${random}`];
    assert.deepEqual(findSecrets(`A=${a}\nB="${b}"`), [
      { value: a, index: 2, end: a.length + 2 },
      { value: b, index: a.length + 6, end: a.length + 6 + b.length },
    ]);
  });

  it('does not take part of a longer word for a value', () => {
    assert.deepEqual(findSecrets(`xgrk_live_${random} grk_live_${random}0`), []);
  });

  it('takes the same prefix as a secret does', () => {
    const value = `krl_local_${random}`;
    assert.equal(keyPrefix(value), new Secret(value).keyPrefix);
  });

  it('takes the prefix the server shows', () => {
    const { api_key, secret_key } = createdApiKey.parse(recordedData('11-key-create-201'));
    assert.ok(secret_key !== null && isSecretShaped(secret_key));
    assert.equal(keyPrefix(secret_key), api_key.key_prefix);
  });
});
