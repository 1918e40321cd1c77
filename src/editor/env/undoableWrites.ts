import { setContextKey } from '../contextKeys.ts';

/** A write into a `.env` of this window that can be taken back. */
export interface UndoableWrite {
  /** Absent for a secret of no key that is known here. */
  readonly keyId: string | undefined;
  /** What the person calls the key. */
  readonly label: string;
  /** A URI; tells files apart. */
  readonly file: string;
  /** As the person knows the file. */
  readonly name: string;
  /** Brings the former files back. @throws UserFacingError where they have changed since */
  undo(): Promise<void>;
}

/** The writes of this window, in memory only: the former contents may hold secrets. */
export interface UndoableWrites {
  /** Newest first. */
  list(): readonly UndoableWrite[];
  add(write: UndoableWrite): void;
  /** @throws UserFacingError where a file has changed since; that write can be undone no more */
  undo(write: UndoableWrite): Promise<void>;
}

/** @param changed told the key whose row has, or has no longer, something to undo */
export function createUndoableWrites(changed: (keyId: string | undefined) => void): UndoableWrites {
  let writes: readonly UndoableWrite[] = [];
  const set = (next: readonly UndoableWrite[], { keyId }: UndoableWrite) => {
    writes = next;
    setContextKey('keyrail.undoable', writes.length > 0);
    changed(keyId);
  };
  return {
    list: () => writes,
    add(write) {
      set([write, ...writes], write);
    },
    async undo(write) {
      const at = writes.indexOf(write);
      // Once a later write of the same file is undone, the file is again as this one left it.
      const isCovered = writes.slice(0, at).some(({ file }) => file === write.file);
      try {
        await write.undo();
      } catch (error) {
        if (!isCovered) set(writes.toSpliced(at, 1), write);
        throw error;
      }
      set(
        writes.filter((each) => each !== write),
        write,
      );
    },
  };
}
