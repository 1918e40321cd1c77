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

/** A timer that can be owned. */
export function after(milliseconds: number, run: () => void): Disposable {
  const timer = setTimeout(run, milliseconds);
  return {
    dispose() {
      clearTimeout(timer);
    },
  };
}
