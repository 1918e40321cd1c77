import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/domain/errors.ts';
import { shareWork } from '../../../src/editor/placements/sharedWork.ts';

/** Work that ends when it is told to. */
function heldWork() {
  const begun: { readonly signal: AbortSignal; readonly end: (answer: string) => void }[] = [];
  const share = shareWork<string>((signal) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    begun.push({ signal, end: resolve });
    return promise;
  });
  return { begun, share };
}

describe('work that several wait for', () => {
  it('is done once for all who ask meanwhile, and anew for who asks later', async () => {
    const { begun, share } = heldWork();
    const all = Promise.all([share(), share(new AbortController().signal)]);
    begun[0]?.end('first');
    assert.deepEqual(await all, ['first', 'first']);
    const later = share();
    begun[1]?.end('second');
    assert.equal(await later, 'second');
    assert.equal(begun.length, 2);
  });

  it('goes on for the others when one of them gives up', async () => {
    const { begun, share } = heldWork();
    const one = new AbortController();
    const [gone, stays] = [share(one.signal), share()];
    one.abort();
    await assert.rejects(gone, CancelledError);
    assert.equal(begun[0]?.signal.aborted, false);
    begun[0].end('done');
    assert.equal(await stays, 'done');
  });

  it('stops when nobody wants it any more; who comes then begins anew', async () => {
    const { begun, share } = heldWork();
    const one = new AbortController();
    const gone = share(one.signal);
    one.abort();
    await assert.rejects(gone, CancelledError);
    assert.equal(begun[0]?.signal.aborted, true);
    const next = share();
    begun[0].end('stopped half way');
    begun[1]?.end('whole');
    assert.equal(await next, 'whole');
  });

  it('is not begun for who has given up already', async () => {
    const { begun, share } = heldWork();
    await assert.rejects(share(AbortSignal.abort()), CancelledError);
    assert.equal(begun.length, 0);
  });
});
