import assert from 'node:assert/strict';
import { ApiError, type ApiErrorKind } from '../../src/client/apiError.ts';
import { failureKind, type Failure } from '../../src/editor/connection/failure.ts';
import { isOnlyReason, viewState } from '../../src/editor/keys/viewState.ts';
import { isRefusal } from '../../src/editor/keys/afterFailure.ts';

const failed = (
  kind: ApiErrorKind,
  status?: number,
  reason = '',
  path = '/saas/workspaces/ws_1/api-keys',
) =>
  new ApiError({
    kind,
    method: 'GET',
    path,
    status,
    code: 'some_code',
    reason,
    mayHaveCommitted: false,
  });

describe('what a failed refresh says', () => {
  const kinds: [ApiErrorKind, number | undefined, Failure['kind']][] = [
    ['refused', 401, 'unknown-user'],
    ['refused', 403, 'refused'],
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

  it('takes a person whom the server does not know for no member without a role', () => {
    const unmapped = 'Authenticated subject is not mapped to a SaaS user';
    assert.equal(failureKind(failed('refused', 403, unmapped)), 'unknown-user');
    // At the question who a person is, no refusal is about a role, whatever its words.
    const inactive = failed('refused', 403, 'Current SaaS user is not active', '/saas/me');
    assert.equal(failureKind(inactive), 'unknown-user');
    assert.equal(isRefusal({ kind: 'unknown-user', because: '' }), true);
    const outsider = failed('refused', 403, 'Workspace is not accessible by current user');
    assert.equal(failureKind(outsider), 'left-workspace');
    const known = {
      connected: true,
      loading: false,
      keys: 3,
      activeAccounts: 0,
      baselineReady: false,
    };
    assert.equal(viewState({ ...known, failure: 'unknown-user' }), 'unknownUser');
    // The words of the control plane are shown whole, with what helps below them.
    assert.equal(isOnlyReason('unknownUser'), true);
    assert.equal(viewState({ ...known, failure: 'no-permission' }), 'noPermission');
  });

  it('asks for a role only where one is missing, else says the control plane’s reason whole', () => {
    const role = 'Only workspace owners or admins can view API keys';
    assert.equal(failureKind(failed('refused', 403, role)), 'no-permission');
    for (const reason of ['Workspace is not active', 'Requests from this country are blocked']) {
      assert.equal(failureKind(failed('refused', 403, reason)), 'refused', reason);
    }
    const known = { connected: true, loading: false, keys: 3, activeAccounts: 1 };
    assert.equal(viewState({ ...known, baselineReady: true, failure: 'refused' }), 'failed');
    assert.equal(isOnlyReason('failed'), true);
  });

  it('ends rows only by the word of the control plane', () => {
    const because = '';
    assert.equal(isRefusal({ kind: failureKind(failed('not-json', 403)), because }), false);
    assert.equal(isRefusal({ kind: failureKind(failed('refused', 403)), because }), true);
  });
});
