import assert from 'node:assert/strict';
import { createDataVersion } from '../../../src/controlPlane/database/dataVersion.ts';

describe('control plane: whether the file is as it was', () => {
  let version: number;
  let looks: number;
  const look = () => {
    looks++;
    return version;
  };

  beforeEach(() => {
    version = 1;
    looks = 0;
  });

  it('looks once for what runs without a pause', () => {
    const edition = createDataVersion(look);
    assert.equal(edition.current(), edition.current());
    assert.equal(looks, 1);
  });

  it('looks again after a pause, however short, and without end', async () => {
    const edition = createDataVersion(look);
    const before = edition.current();
    for (let pauses = 1; pauses <= 5; pauses++) {
      await Promise.resolve();
      assert.equal(edition.current(), before);
      assert.equal(looks, pauses + 1);
    }
    version = 2;
    await Promise.resolve();
    assert.notEqual(edition.current(), before);
  });

  it('is another one at once when this process has changed something', () => {
    const edition = createDataVersion(look);
    const before = edition.current();
    edition.advance();
    assert.notEqual(edition.current(), before);
  });

  it('relies on no look that failed', () => {
    let isBroken = true;
    const edition = createDataVersion(() => {
      if (isBroken) throw new Error('disk I/O error');
      return look();
    });
    assert.throws(() => edition.current(), /disk I\/O error/);
    assert.throws(() => edition.current(), /disk I\/O error/);
    isBroken = false;
    edition.current();
    assert.equal(looks, 1);
  });
});
