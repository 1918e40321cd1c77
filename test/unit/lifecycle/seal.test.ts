import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { seal, unseal } from '../../../src/lifecycle/storage/seal.ts';

describe('a sealed secret', () => {
  const escrow = { id: 'e', key: createSecretKey(randomBytes(32)) };
  const secret = new Secret('grk_live_0123456789abcdef');

  it('opens with its key and for its entry', () => {
    assert.ok(unseal(seal(secret, escrow, 'op key'), escrow, 'op key')?.equals(secret));
  });

  it('does not show the secret', () => {
    assert.ok(!JSON.stringify(seal(secret, escrow, 'op key')).includes(secret.reveal()));
  });

  it('looks different every time', () => {
    assert.notEqual(seal(secret, escrow, 'op key').data, seal(secret, escrow, 'op key').data);
  });

  it('does not open for another entry, with another key, or after it was changed', () => {
    const box = seal(secret, escrow, 'op key');
    const other = { id: 'e', key: createSecretKey(randomBytes(32)) };
    const data = Buffer.from(box.data, 'base64');
    data.writeUInt8(data.readUInt8(0) ^ 1, 0);
    assert.equal(unseal(box, escrow, 'another'), undefined);
    assert.equal(unseal(box, other, 'op key'), undefined);
    assert.equal(unseal({ ...box, data: data.toString('base64') }, escrow, 'op key'), undefined);
    assert.equal(unseal({ ...box, tag: box.tag.slice(0, 6) }, escrow, 'op key'), undefined);
  });
});
