import assert from 'node:assert/strict';
import { createMemoryRelease } from '../../../src/controlPlane/database/memoryRelease.ts';

describe('control plane: memory of the database', () => {
  it('is given back once in five minutes of use, and never while nobody uses it', () => {
    let time = 0;
    const released: number[] = [];
    const use = createMemoryRelease(
      () => released.push(time),
      () => time,
    );
    for (; time < 900_000; time += 1000) use();
    time = 3_600_000;
    assert.deepEqual(released, [300_000, 600_000]);
    use();
    use();
    assert.deepEqual(released, [300_000, 600_000, 3_600_000]);
  });
});
