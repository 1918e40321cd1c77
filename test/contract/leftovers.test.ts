import assert from 'node:assert/strict';
import { aliveAccounts, aliveKeys, cleanUp } from './cleanUp.ts';
import { madeAccounts, madeKeys } from './made.ts';
import { needManager } from './stage.ts';

describe('leftovers', () => {
  before(async function () {
    await needManager(this);
  });

  it('leaves no key and no service account of its own alive', async () => {
    await cleanUp();
    assert.deepEqual(await aliveKeys(), []);
    assert.deepEqual(await aliveAccounts(), []);
    console.log(`      ended ${madeKeys().size} keys and ${madeAccounts().size} service accounts`);
  });
});
