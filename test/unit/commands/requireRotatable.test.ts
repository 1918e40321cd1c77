import assert from 'node:assert/strict';
import { requireRotatable } from '../../../src/commands/keys/requireRotatable.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { days, makeRow } from '../domain/rows.ts';

describe('a key that is to be rotated', () => {
  const require = (given: Parameters<typeof makeRow>[0]) => {
    requireRotatable(makeRow(given));
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
});
