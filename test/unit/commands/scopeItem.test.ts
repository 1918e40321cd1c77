import assert from 'node:assert/strict';
import { scopeItem } from '../../../src/commands/keys/scopeItem.ts';
import { scopeChoices } from '../../../src/domain/keys/scopes.ts';

describe('a scope in a picker', () => {
  it('says beside its name what it opens, and below it what no scope keeps a key from', () => {
    for (const { scope, allows } of scopeChoices) {
      assert.deepEqual(scopeItem(scope), {
        label: scope,
        description: allows,
        detail: 'Like every key: reads everything, changes policies and tool providers',
        value: scope,
      });
    }
    assert.equal(
      scopeItem('runs:write', 'used here').description,
      'Start runs and replay them (used here)',
    );
  });
});
