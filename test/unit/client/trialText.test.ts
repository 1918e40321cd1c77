import assert from 'node:assert/strict';
import { ApiError, type ApiErrorFacts } from '../../../src/client/apiError.ts';
import { isReached, trialText } from '../../../src/client/trialText.ts';

const failed = (facts: Partial<ApiErrorFacts>) =>
  new ApiError({
    kind: 'refused',
    method: 'GET',
    path: '/saas/me',
    status: 401,
    code: 'unauthorized',
    reason: 'SaaS onboarding requires an authenticated subject',
    mayHaveCommitted: false,
    ...facts,
  });
const bearer = { names: ['Authorization'], bearers: ['Authorization'] };

describe('why a connection did not pass its test', () => {
  it('names the status, what was not accepted and the reason in plain words', () => {
    // Who typed a token knows nothing of headers.
    assert.match(
      trialText(failed({}), bearer),
      /^401: the bearer token was not accepted\. Is all of it there\? An API key is no such token/,
    );
    assert.match(
      trialText(failed({}), { names: ['X-Team-Token'], bearers: [] }),
      /^401: the value of X-Team-Token was not accepted\. No header of this connection names a user/,
    );
    const words = failed({ reason: 'token is too old' });
    assert.equal(
      trialText(words, bearer),
      '401: the bearer token was not accepted. It says: token is too old',
    );
    assert.match(
      trialText(words, { names: ['X-Team-Token'], bearers: [] }),
      /^401: the value of X-Team-Token was not accepted\./,
    );
    assert.match(
      trialText(words, { names: ['Client-Id', 'Client-Secret'], bearers: [] }),
      /^401: the headers Client-Id, Client-Secret were not accepted\./,
    );
    assert.match(
      trialText(words, { names: [], bearers: [] }),
      /^401: nobody is let in without a header\./,
    );
  });

  it('takes the 401 and 403 of a gateway for the same, and not the 403 of a control plane', () => {
    for (const status of [401, 403]) {
      const gateway = failed({ kind: 'schema', code: 'unreadable_refusal', status });
      assert.match(trialText(gateway, bearer), /^40[13]: the bearer token was not accepted\./);
    }
    const page = failed({ kind: 'not-json', code: 'html', reason: 'A web page came.' });
    assert.match(trialText(page, bearer), /^401: the bearer token was not accepted\./);
    const unknown = failed({ status: 403, reason: 'Subject is not mapped to a SaaS user' });
    assert.match(
      trialText(unknown, bearer),
      /^403: The control plane does not know you as a user\./,
    );
  });

  it('names the status of everything else that has one, once', () => {
    assert.match(trialText(failed({ status: 404, code: 'not_found' }), bearer), /^404: /);
    const down = trialText(failed({ status: 500, code: 'internal' }), bearer);
    assert.equal(down.split('500').length, 2, down);
    const refused = failed({ kind: 'network', status: undefined, code: 'ECONNREFUSED' });
    assert.match(
      trialText(refused, bearer),
      /^The server cannot be reached\. Nothing answers at its address.*ECONNREFUSED/,
    );
  });

  it('an address is reached where anything answers', () => {
    for (const kind of ['refused', 'redirect', 'not-json', 'schema'] as const)
      assert.ok(isReached(failed({ kind })), kind);
    for (const kind of ['network', 'timeout'] as const)
      assert.ok(!isReached(failed({ kind, status: undefined })), kind);
  });
});
