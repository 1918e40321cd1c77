import assert from 'node:assert/strict';
import { ApiError, type ApiErrorKind } from '../../src/client/apiError.ts';
import { failureKind, type Failure } from '../../src/editor/connection/failure.ts';
import { isRefusal } from '../../src/editor/keys/afterFailure.ts';

const failed = (kind: ApiErrorKind, status?: number) =>
  new ApiError({
    kind,
    method: 'GET',
    path: '/saas/me',
    status,
    code: 'some_code',
    reason: '',
    mayHaveCommitted: false,
  });

describe('what a failed refresh says', () => {
  const kinds: [ApiErrorKind, number | undefined, Failure['kind']][] = [
    ['refused', 401, 'unknown-user'],
    ['refused', 403, 'no-permission'],
    // A page of a gateway, and an error that is not the control plane's.
    ['not-json', 401, 'other'],
    ['not-json', 403, 'other'],
    ['schema', 403, 'other'],
    ['not-json', 502, 'offline'],
    ['network', undefined, 'offline'],
    ['refused', 503, 'offline'],
    ['refused', 404, 'other'],
  ];
  for (const [kind, status, says] of kinds) {
    it(`is “${says}” for ${kind} ${status ?? ''}`, () => {
      assert.equal(failureKind(failed(kind, status)), says);
    });
  }

  it('ends rows only by the word of the control plane', () => {
    const because = '';
    assert.equal(isRefusal({ kind: failureKind(failed('not-json', 403)), because }), false);
    assert.equal(isRefusal({ kind: failureKind(failed('refused', 403)), because }), true);
  });
});
