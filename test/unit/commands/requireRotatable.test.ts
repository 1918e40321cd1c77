import assert from 'node:assert/strict';
import { requireRotatable } from '../../../src/commands/keys/requireRotatable.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { days, makeRow, noon, planned } from '../domain/rows.ts';

describe('a key that is to be rotated', () => {
  const require = (given: Parameters<typeof makeRow>[0]) => {
    requireRotatable(makeRow(given), [], noon);
  };

  it('may be one that works, or one that has expired: it is replaced', () => {
    require({});
    require({ expires_at: days(-1) });
  });

  it('may not be one that somebody has revoked', () => {
    assert.throws(
      () => {
        require({ status: 'revoked', revoked_at: days(-1) });
      },
      (error) =>
        error instanceof UserFacingError && /cannot be rotated\. This key is/.test(error.message),
    );
  });

  it('may not be one whose old key still works, which is said with the button that ends that', () => {
    const now = makeRow({ api_key_id: 'key_2' }, { name: 'sample' });
    const old = makeRow({ api_key_id: 'key_1' }, { name: 'sample', retiring: planned() });
    requireRotatable(old, [now, old], noon);
    assert.throws(
      () => {
        requireRotatable(now, [now, old], noon);
      },
      (error) => {
        assert.ok(error instanceof UserFacingError);
        assert.match(error.message, /^sample was rotated already.* still works: replaced, ends /);
        const { command, args } = error.remedies[0]!;
        assert.deepEqual([command, args], ['keyrail.endOldKeyNow', [{ keyId: 'key_1' }]]);
        return true;
      },
    );
  });

  it('may not be one whose old key waits for a restart, which is said with what is there before it', () => {
    const waits = {
      reason: 'a restart is needed',
      sentence: 'Restart VS Code once.',
      since: days(0),
      needsRestart: true,
    };
    const now = makeRow({ api_key_id: 'key_2' }, { name: 'sample' });
    const old = makeRow({ api_key_id: 'key_1' }, { name: 'sample', retiring: planned({ waits }) });
    assert.throws(
      () => {
        requireRotatable(now, [now, old], noon);
      },
      (error) => {
        assert.ok(error instanceof UserFacingError);
        assert.match(error.message, /still works\. Restart VS Code once\. To rotate again before/);
        const [remedy, ...more] = error.remedies;
        assert.deepEqual(
          [remedy?.command, remedy?.args, more],
          ['keyrail.revokeKey', [{ keyId: 'key_1' }], []],
        );
        return true;
      },
    );
  });
});
