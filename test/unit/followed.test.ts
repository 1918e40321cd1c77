import assert from 'node:assert/strict';
import { followed } from '../../src/editor/keys/followed.ts';

describe('work that is followed by what was asked for while it was done', () => {
  const ends: (() => void)[] = [];
  const work = followed(
    () =>
      new Promise((resolve) => {
        ends.push(resolve);
      }),
  );
  const run = () => work.run();
  const next = () => work.next();
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('is done once more for all who asked meanwhile, after it has ended', async () => {
    let told = 0;
    const first = run();
    const others = [run(), run(), next()].map((each) => each.then(() => told++));
    await turn();
    assert.equal(ends.length, 1, 'one at a time');
    ends[0]?.();
    await first;
    await turn();
    assert.equal(ends.length, 2, 'the one that follows has begun');
    assert.equal(told, 0, 'nobody was told of the one that was under way before');
    ends[1]?.();
    await Promise.all(others);
    assert.equal(ends.length, 2);
  });

  it('is waited for by who asks for the next one, and begins where there is none', async () => {
    const waiting = next();
    const same = next();
    await turn();
    assert.equal(ends.length, 3);
    ends[2]?.();
    await Promise.all([waiting, same]);
    assert.equal(ends.length, 3);
  });
});
