/** Something that is owned and let go of; VS Code's own class fits it. */
export interface Disposable {
  dispose(): void;
}

/** Owns what was made with it; disposing twice is fine, and one failing part does not keep the rest. */
export interface DisposableStore extends Disposable {
  add<T extends Disposable>(part: T): T;
}

export function createDisposableStore(): DisposableStore {
  const parts = new Set<Disposable>();
  return {
    add(part) {
      parts.add(part);
      return part;
    },
    dispose() {
      for (const part of [...parts].reverse()) {
        parts.delete(part);
        part.dispose();
      }
    },
  };
}

/**
 * A timer that can be owned. It cannot wait longer than 2^31 - 1 ms, after which it runs all the same:
 * whoever may wait for longer looks again.
 */
export function after(milliseconds: number, run: () => void): Disposable {
  const timer = setTimeout(run, Math.min(milliseconds, 2_147_483_647));
  return {
    dispose() {
      clearTimeout(timer);
    },
  };
}
