import assert from 'node:assert/strict';
import { describeArguments } from '../../../src/commands/describeArguments.ts';

const lines = (given: object) => describeArguments(given, { keys: [], accounts: [] });

describe('the words for what a program passed', () => {
  it('has each thing of a list once, so that none is left out among many', () => {
    const many = Array.from({ length: 400 }, () => 'runs:read');
    assert.deepEqual(lines({ scope: [...many, 'runs:manage', ...many] }), [
      'Scopes: runs:read, runs:manage',
    ]);
  });

  it('names what nobody knows as the program named it', () => {
    assert.deepEqual(lines({ constructor: 1, env: { file: '.env' } }), [
      'constructor: 1',
      'Written to: .env',
    ]);
  });
});
