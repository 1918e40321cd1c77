import assert from 'node:assert/strict';
import { ExtensionMode, type ExtensionContext } from 'vscode';
import { greet } from '../../src/editor/firstRun/greet.ts';

describe('the greeting of a newcomer', () => {
  const kept = new Map<string, unknown>();
  const globalState = {
    keys: () => [...kept.keys()],
    get: (name: string) => kept.get(name),
    async update(name: string, value: unknown) {
      kept.set(name, value);
    },
    setKeysForSync: () => undefined,
    // No more of it is asked for.
  } as unknown as ExtensionContext['globalState'];
  // As in a test of VS Code, where nothing is opened over it.
  const profile = { globalState, extensionMode: ExtensionMode.Test };

  it('waits for a start in a window that is looked at', async () => {
    await greet(profile, false);
    assert.deepEqual([...kept], []);
  });

  it('is made once', async () => {
    await greet(profile, true);
    assert.deepEqual([...kept], [['keyrail.greeted', true]]);
  });
});
