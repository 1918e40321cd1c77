import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { inBatches } from '../../../src/controlPlane/listener/batches.ts';

describe('control plane: what arrives together', () => {
  it('is taken in its order and without a pause, when the turn is over', async () => {
    const seen: string[] = [];
    const arrive = inBatches<string>((each) => {
      seen.push(each);
      void Promise.resolve().then(() => seen.push(`after ${each}`));
    });
    for (const each of ['a', 'b', 'c']) arrive(each);
    assert.deepEqual(seen, []);
    await turn();
    assert.deepEqual(seen, ['a', 'b', 'c', 'after a', 'after b', 'after c']);
  });

  it('waits for nothing that comes later', async () => {
    const seen: string[] = [];
    const arrive = inBatches<string>((each) => {
      seen.push(each);
      if (each === 'a') arrive('b');
    });
    arrive('a');
    await turn();
    assert.deepEqual(seen, ['a']);
    await turn();
    assert.deepEqual(seen, ['a', 'b']);
  });
});
