import { EventEmitter, type Event, type Memento } from 'vscode';
import { createSureEntries } from './sureEntries.ts';

/** What the server has no field for. Follows the person through Settings Sync; never a secret. */
export interface KeyNote {
  readonly name?: string | undefined;
  readonly rotationWindowDays?: number | undefined;
  /** The key whose place this one took, by a rotation of this editor. */
  readonly replaces?: string | undefined;
}

export interface KeyNotes {
  /** The key whose note is another; `undefined` = it may be any. */
  readonly onDidChange: Event<string | undefined>;
  get(keyId: string): KeyNote;
  /** Every note by its key: VS Code's state is slow to be asked about ten thousand keys that have none. */
  all(): ReadonlyMap<string, KeyNote>;
  /** Changes the fields that are given; `undefined` takes one away. */
  change(keyId: string, fields: KeyNote): Promise<void>;
  /** The key, then the one whose place it took, and so on: a name alone makes no key another's successor. */
  lineage(keyId: string): readonly string[];
  /** The keys that took its place, and those that took theirs. */
  successors(keyId: string): ReadonlySet<string>;
  /** Name and rotation window belong to what a key is for, so its successor has them too. */
  carry(from: string, to: string): Promise<void>;
}

const prefix = 'note:';

/** One entry a key: two windows may name two keys at the same moment. */
export function createKeyNotes(
  globalState: Memento & { setKeysForSync(keys: readonly string[]): void },
): KeyNotes & { dispose(): void } {
  const changed = new EventEmitter<string | undefined>();
  const entries = createSureEntries(globalState, {
    onMended: () => {
      changed.fire(undefined);
    },
  });
  const names = () => globalState.keys().filter((key) => key.startsWith(prefix));
  const sync = () => {
    globalState.setKeysForSync(names());
  };
  sync();
  const get = (keyId: string) => globalState.get<KeyNote>(prefix + keyId, {});
  const change = async (keyId: string, fields: KeyNote) => {
    const name = prefix + keyId;
    // Fields that are undefined are left out when VS Code stores the note as JSON.
    const kept = entries.update(name, { ...globalState.get<KeyNote>(name), ...fields });
    // `get` answers with it from here on, so it is shown while it is being written.
    changed.fire(keyId);
    await kept;
    sync();
  };
  const all = () =>
    new Map(
      names().map((name) => {
        const keyId = name.slice(prefix.length);
        return [keyId, get(keyId)];
      }),
    );
  return {
    onDidChange: changed.event,
    get,
    all,
    change,
    lineage(keyId) {
      const line = new Set<string>();
      for (let at: string | undefined = keyId; at !== undefined && !line.has(at);) {
        line.add(at);
        at = get(at).replaces;
      }
      return [...line];
    },
    successors(keyId) {
      const byReplaced = Map.groupBy(all(), ([, { replaces }]) => replaces);
      // What is added is gone through as well.
      const later = new Set([keyId]);
      for (const id of later) for (const [next] of byReplaced.get(id) ?? []) later.add(next);
      later.delete(keyId);
      return later;
    },
    async carry(from, to) {
      const { name, rotationWindowDays } = get(from);
      const succession = {
        ...(name === undefined ? {} : { name }),
        ...(rotationWindowDays === undefined ? {} : { rotationWindowDays }),
      };
      const { replaces, ...own } = get(to);
      // What the successor already has was given to it on purpose.
      const inherited = Object.keys(own).length > 0 ? {} : succession;
      if (replaces === from && Object.keys(inherited).length === 0) return;
      await change(to, { ...inherited, replaces: from });
    },
    dispose() {
      entries.dispose();
      changed.dispose();
    },
  };
}
