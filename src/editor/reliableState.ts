import type { ExtensionContext } from 'vscode';

type GlobalState = ExtensionContext['globalState'];

interface Change {
  /** As it is read back. */
  readonly value: unknown;
  readonly json: string | undefined;
}

/** More would mean that somebody else writes the same entry again and again. */
const tries = 5;

/**
 * The state of an extension, of which no change of this window is lost. VS Code sends the whole state to
 * the window a turn after a change, and replaces it by what comes back for an earlier one meanwhile
 * (`ExtensionMemento` in its source, seen in 1.105 and 1.139): a change made just then is gone, and its
 * promise resolves all the same. So changes go one after the other, each is looked for and made again
 * where it is not there, and is read from here until it is.
 */
export function createReliableState(state: GlobalState): GlobalState {
  /** By key, what was asked for last and is not known to be kept. */
  const wanted = new Map<string, Change>();
  let last: Promise<unknown> = Promise.resolve();

  async function keep(key: string, change: Change): Promise<void> {
    try {
      for (let left = tries; left > 0 && wanted.get(key) === change; left--) {
        await state.update(key, change.value);
        if (JSON.stringify(state.get(key)) === change.json) return;
      }
    } finally {
      if (wanted.get(key) === change) wanted.delete(key);
    }
  }

  return {
    keys() {
      const keys = new Set(state.keys());
      for (const [key, { value }] of wanted) {
        if (value === undefined) keys.delete(key);
        else keys.add(key);
      }
      return [...keys];
    },
    get: <T>(key: string, otherwise?: T) => {
      const change = wanted.get(key);
      // `as`: as with VS Code, an entry is read as what was written there.
      const value = change === undefined ? state.get<T>(key) : (change.value as T | undefined);
      return value === undefined ? otherwise : value;
    },
    update(key, value: unknown) {
      // `as`: there is no text for `undefined`, whatever its type says.
      const json = JSON.stringify(value) as string | undefined;
      const change = {
        json,
        value: json === undefined ? undefined : (JSON.parse(json) as unknown),
      };
      wanted.set(key, change);
      const kept = last.then(() => keep(key, change));
      last = kept.catch(() => undefined);
      return kept;
    },
    setKeysForSync: (keys) => {
      state.setKeysForSync(keys);
    },
  };
}
