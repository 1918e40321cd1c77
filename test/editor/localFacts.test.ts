import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, run } from './support/keyrail.ts';

const storage = process.env['KEYRAIL_STORAGE'];

describe('local files that cannot be read', () => {
  let serviceAccountId = '';

  before(async function () {
    if (storage === undefined) return this.skip();
    ({ serviceAccountId } = await prepare('facts'));
  });

  it('fail a refresh with a sentence, and no refresh after they can be read again', async () => {
    // A key leaves a journal behind.
    await run('createKey', { serviceAccountId, scope: ['runs:write'], name: 'facts' });
    const journal = join(storage ?? '', 'lifecycle', 'journal');
    const aside = `${journal}.aside`;
    const refresh = () => run<undefined>('refresh', {});
    await refresh();
    renameSync(journal, aside);
    writeFileSync(journal, 'no folder');
    try {
      // The second one follows the first, and the third shares it.
      const answers = await Promise.allSettled([refresh(), refresh(), refresh()]);
      for (const answer of answers) {
        assert.equal(answer.status, 'rejected');
        assert.match(String(answer.reason), /The log says what/);
      }
      // Whether there is such a key is not known now.
      await assert.rejects(run('copyKeyId', { keyId: 'key_nobody_has' }), /The log says what/);
    } finally {
      rmSync(journal);
      renameSync(aside, journal);
    }
    await Promise.all([refresh(), refresh(), refresh()]);
    await assert.rejects(
      run('copyKeyId', { keyId: 'key_nobody_has' }),
      /has no key key_nobody_has/,
    );
  });
});
