import assert from 'node:assert/strict';
import { scopeItems } from '../../../src/commands/keys/scopeItems.ts';
import { scopeChoices } from '../../../src/domain/keys/scopes.ts';

describe('scopes in a picker', () => {
  const scopes = scopeChoices.map(({ scope }) => scope);

  it('say beside each name what it opens', () => {
    const items = scopeItems(scopes, (scope) => ({ picked: scope === 'runs:write' }));
    assert.deepEqual(
      items.map(({ label, description, value, picked }) => [label, description, value, picked]),
      scopeChoices.map(({ scope, allows }) => [scope, allows, scope, scope === 'runs:write']),
    );
    const [noted] = scopeItems(['runs:write'], () => ({ picked: true, note: 'used here' }));
    assert.equal(noted?.description, 'Start runs and replay them (used here)');
  });

  it('say once what no scope keeps a key from', () => {
    const details = scopeItems(scopes, () => ({ picked: false })).map(({ detail }) => detail);
    assert.deepEqual(details, [
      'Like every key, it also reads everything here and changes policies and tool providers',
      ...scopes.slice(1).map(() => undefined),
    ]);
  });
});
