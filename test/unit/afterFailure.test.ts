import assert from 'node:assert/strict';
import type { Failure } from '../../src/editor/connection/failure.ts';
import { afterFailure } from '../../src/editor/keys/afterFailure.ts';

const because = 'It did not answer.';
const failed = { kind: 'failed', because };

describe('what becomes of rows when the server does not list them', () => {
  for (const kind of ['offline', 'other'] satisfies Failure['kind'][]) {
    it(`stay as they were listed, by this window or an earlier one (${kind})`, () => {
      const failure = { kind, because };
      const stale = { kind: 'stale', since: 7, because };
      assert.deepEqual(afterFailure({ kind: 'fresh', at: 7 }, failure, undefined), stale);
      assert.deepEqual(
        afterFailure({ kind: 'stale', since: 7, because: 'Before.' }, failure, 9),
        stale,
      );
      assert.deepEqual(afterFailure({ kind: 'never' }, failure, 7), stale);
      assert.deepEqual(afterFailure({ kind: 'never' }, failure, undefined), failed);
    });
  }
  for (const kind of [
    'no-permission',
    'no-workspace',
    'unknown-user',
  ] satisfies Failure['kind'][]) {
    it(`end where it says that there are none for this person (${kind})`, () => {
      const failure = { kind, because };
      assert.deepEqual(afterFailure({ kind: 'fresh', at: 7 }, failure, undefined), failed);
      assert.deepEqual(afterFailure({ kind: 'never' }, failure, 7), failed);
    });
  }
});
