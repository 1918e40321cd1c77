import assert from 'node:assert/strict';
import { commandLink } from '../../src/editor/commandLink.ts';

describe('a link that runs a command', () => {
  const ids = [
    'key_1',
    'k)(command:workbench.action.quit)',
    'k) [Rotate](command:workbench.action.quit',
    'k\'!*~_<>\\`"',
    'ключ 🔑',
  ];

  it('ends where it is meant to, whatever a server calls its key', () => {
    for (const keyId of ids) {
      const link = commandLink('Rotate', 'keyrail.whereIsIt', { keyId });
      const [, address = ''] = /^\[Rotate\]\(([\w.:?%-]+)\)$/.exec(link) ?? [];
      const argument = address.slice('command:keyrail.whereIsIt?'.length);
      assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [{ keyId }], link);
    }
  });
});
