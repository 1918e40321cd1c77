import assert from 'node:assert/strict';
import { after } from '../../src/editor/disposables.ts';

describe('a timer that can be owned', () => {
  it('does not run at once where it has to wait longer than a timer can', async () => {
    let hasRun = false;
    const long = after(2 ** 31, () => {
      hasRun = true;
    });
    // Node takes a wait that is too long for one of 1 ms.
    await new Promise<void>((resolve) => after(5, resolve));
    long.dispose();
    assert.equal(hasRun, false);
  });
});
