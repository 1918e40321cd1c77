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

  it('tells a number of what is beyond any command, so that the buttons stay in sight', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, at]));
    const told = lines({ keyId: 'key_1', ...many });
    assert.ok(told.length < 50);
    assert.equal(told[0], 'Key: key_1');
    assert.match(told.at(-1) ?? '', /^49\d\d more that no command takes$/);
  });

  it('names what nobody knows as the program named it', () => {
    assert.deepEqual(lines({ constructor: 1, env: { file: '.env' } }), [
      'constructor: 1',
      'Written to: .env',
    ]);
  });
});
