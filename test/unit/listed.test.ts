import assert from 'node:assert/strict';
import { UserFacingError } from '../../src/domain/errors.ts';
import { requireListed, sinceWhen } from '../../src/editor/keys/listed.ts';
import { emptySnapshot, type Freshness } from '../../src/editor/keys/snapshot.ts';
import { makeRow } from './domain/rows.ts';

const because = 'Your role may not list keys.';
const at = (freshness: Freshness, keys = [makeRow({})]) => ({ ...emptySnapshot, freshness, keys });
const fresh: Freshness = { kind: 'fresh', at: 7 };
const stale: Freshness = { kind: 'stale', since: Date.now(), because: 'It did not answer.' };
const failed: Freshness = { kind: 'failed', because };

describe('a list of keys that could not be read', () => {
  it('is not taken for an empty one', () => {
    assert.throws(
      () => {
        requireListed(at(failed, []));
      },
      (error) => error instanceof UserFacingError && error.message === because,
    );
    assert.throws(() => {
      requireListed(at(stale, []));
    }, /did not answer/);
  });

  it('leaves the rows that are known, and an empty list that was read, as they are', () => {
    for (const snapshot of [at(stale), at(fresh), at(fresh, [])]) requireListed(snapshot);
  });

  it('says since when its rows are known', () => {
    assert.deepEqual(sinceWhen(at(fresh)), []);
    const [said] = sinceWhen(at(stale));
    assert.match(said ?? '', /^These are the keys as of \S.*\. It did not answer\.$/);
  });
});
