import assert from 'node:assert/strict';
import { eventText } from '../../src/editor/secrets/eventText.ts';

const suspect = { kind: 'suspect', connectionId: 'here', keyId: 'key_1' } as const;

describe('local copies that the key store has lost', () => {
  const argsFor = (...keyIds: string[]) => {
    const { remedies } = eventText(
      { kind: 'copies-missing', keyIds },
      (keyId) => keyId,
      () => undefined,
    );
    assert.deepEqual(
      remedies.map(({ command }) => command),
      ['keyrail.rotate', 'keyrail.restoreSecret', 'keyrail.importSecret'],
    );
    return remedies.map(({ args }) => args);
  };

  it('are brought back by buttons that name their key, or ask which of them', () => {
    for (const args of argsFor('key_1')) assert.deepEqual(args, [{ keyId: 'key_1' }]);
    for (const args of argsFor('key_1', 'key_2')) {
      assert.deepEqual(args, [{ keyIds: ['key_1', 'key_2'] }]);
    }
  });
});

describe('the second copies that are left of a key', () => {
  it('are named, with the command that takes them away', () => {
    const places = [{ recipe: 'pass', answers: { path: 'keyrail/here/krl' } }];
    const { sentence, remedies } = eventText(
      { kind: 'copies-left', keyId: 'key_1', places },
      () => 'ci',
      () => undefined,
    );
    assert.match(
      sentence,
      /^ci was replaced\. Its dead secret is still in: pass .*keyrail\/here\/krl\.$/,
    );
    assert.deepEqual(
      remedies.map(({ command, args }) => [command, args]),
      [['keyrail.removePlace', [{ keyId: 'key_1' }]]],
    );
  });
});

describe('a key that looks like one that a lost request made late', () => {
  it('is revoked as from its row, where the command asks and says what is refused', () => {
    const { remedies } = eventText(
      suspect,
      () => 'ci',
      () => undefined,
    );
    assert.deepEqual(remedies, [
      {
        label: 'Revoke Key…',
        command: 'keyrail.revokeKey',
        args: [{ keyId: 'key_1' }],
      },
    ]);
  });

  it('sends to its own connection, where that is another one', () => {
    const { sentence, remedies } = eventText(
      suspect,
      () => 'key_1',
      () => 'Staging',
    );
    assert.match(sentence, /It belongs to Staging: switch there first\.$/);
    assert.deepEqual(
      remedies.map(({ command }) => command),
      ['keyrail.switchConnection'],
    );
  });
});
