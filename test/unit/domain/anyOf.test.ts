import assert from 'node:assert/strict';
import { anyOf } from '../../../src/domain/text/anyOf.ts';

describe('a choice of names in a sentence', () => {
  it('names all of them, the last one after “or”', () => {
    assert.equal(anyOf([]), '');
    assert.equal(anyOf(['owner']), 'owner');
    assert.equal(anyOf(['owner', 'admin']), 'owner or admin');
    assert.equal(anyOf(['owner', 'admin', 'approver']), 'owner, admin or approver');
  });
});
