import assert from 'node:assert/strict';
import { setImmediate as laterTurn, setTimeout as pause } from 'node:timers/promises';
import type { Memento } from 'vscode';
import { createReliableState } from '../../src/editor/reliableState.ts';

/**
 * As VS Code's `ExtensionMemento`: a change is in the state at once, the whole state is sent to the
 * window a timer's turn later, and what the window then has comes back and replaces all of it.
 */
function vscodeState() {
  let state: Record<string, unknown> = {};
  let stored = '{}';
  let sending: Promise<void> | undefined;
  const send = async () => {
    await pause(0);
    sending = undefined;
    stored = JSON.stringify(state);
    const back = stored;
    await pause(3);
    state = JSON.parse(back) as Record<string, unknown>;
  };
  return {
    stored: () => JSON.parse(stored) as unknown,
    keys: () => Object.keys(state).filter((key) => state[key] !== undefined),
    get: <T>(key: string, otherwise?: T) => (state[key] as T | undefined) ?? otherwise,
    update(key: string, value: unknown) {
      state[key] = value;
      return (sending ??= send());
    },
    setKeysForSync: () => undefined,
  };
}

describe('the state that VS Code keeps for an extension', () => {
  /** Changes one entry, and another while what was changed first is on its way back. */
  async function changeBoth(state: Pick<Memento, 'get' | 'update'>) {
    let lost = 0;
    for (let round = 1; round <= 50; round++) {
      void state.update('first', round);
      await pause(round % 5);
      await state.update('second', round);
      if (state.get('second') !== round) lost++;
    }
    await pause(20);
    return lost;
  }

  it('loses changes of one window by itself', async () => {
    assert.notEqual(await changeBoth(vscodeState()), 0);
  });

  it('loses none', async () => {
    const state = vscodeState();
    assert.equal(await changeBoth(createReliableState(state)), 0);
    assert.deepEqual(state.stored(), { first: 50, second: 50 });
  });

  it('is read with what was changed last, also while that is being stored', async () => {
    const state = createReliableState(vscodeState());
    const list = [{ id: 'a', left: undefined }];
    const changes = [state.update('list', []), state.update('list', list), state.update('gone', 1)];
    const removed = state.update('gone', undefined);
    assert.deepEqual([state.get('list'), state.get('gone', 2)], [[{ id: 'a' }], 2]);
    assert.deepEqual(state.keys(), ['list']);
    await laterTurn();
    assert.deepEqual(state.get('list'), [{ id: 'a' }]);
    await Promise.all([...changes, removed]);
    assert.deepEqual([state.get('list'), state.keys()], [[{ id: 'a' }], ['list']]);
  });

  it('says when it cannot be stored, and is read as it is then', async () => {
    const failure = new Error('The disk is full.');
    const state = createReliableState({ ...vscodeState(), update: () => Promise.reject(failure) });
    await assert.rejects(() => Promise.resolve(state.update('a', 1)), failure);
    assert.equal(state.get('a'), undefined);
  });
});
