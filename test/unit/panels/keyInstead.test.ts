import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';
import { keyInstead } from '../../../src/panels/keyInstead.ts';
import { makeRow } from '../domain/rows.ts';

const held = { hasCopy: true } as const;
const refused = makeRow({ api_key_id: 'key_refused', scope: ['runs:manage'] }, held);
const able = makeRow({ api_key_id: 'key_able', scope: ['runs:write'] }, held);
const full = makeRow({ api_key_id: 'key_full', scope: [] }, held);
const elsewhere = makeRow({ api_key_id: 'key_elsewhere' }, { hasCopy: false });

const error = (status: number, code: string, reason: string, details = {}) =>
  new ApiError({
    kind: 'refused',
    method: 'POST',
    path: '/runs',
    status,
    code,
    reason,
    details,
    mayHaveCommitted: false,
  });
const lacks = error(403, 'workspace_api_key_scope_denied', 'Scope denied.', {
  required_scopes: ['runs:write'],
});
const expired = error(401, 'unauthorized', 'API key has expired');

describe('another key for what one was refused for', () => {
  const found = (why: unknown, rows: readonly ReturnType<typeof makeRow>[]) =>
    keyInstead(why, rows, 'key_refused', 'runs:write');

  it('is one that is held here and has the scope, the narrow one first', () => {
    const instead = found(lacks, [refused, full, able]);
    assert.equal(instead?.row.key.api_key_id, 'key_able');
    assert.equal(instead.scope, 'runs:write');
  });

  it('is there also where the key itself was refused, for what was to be done', () => {
    const instead = found(expired, [refused, able]);
    assert.equal(instead?.row.key.api_key_id, 'key_able');
    assert.equal(instead.scope, undefined);
  });

  it('is none where only other editors hold one, or one without the scope is left', () => {
    const cancelling = makeRow({ api_key_id: 'key_other', scope: ['runs:manage'] }, held);
    assert.equal(found(lacks, [refused, elsewhere, cancelling]), undefined);
    assert.equal(found(expired, [refused, cancelling]), undefined);
  });

  it('is none for a refusal that no other key changes', () => {
    for (const why of [
      error(429, 'plan_limit_exceeded', 'Limit exceeded'),
      error(401, 'unauthorized', 'No authenticated subject'),
      new Error('It failed.'),
    ])
      assert.equal(found(why, [refused, able]), undefined);
  });
});
