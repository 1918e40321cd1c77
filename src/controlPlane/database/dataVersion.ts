/**
 * Tells whether anything in the file has changed, whoever changed it: SQLite trusts the pages that it
 * has read on the same ground. The file is asked once for everything that runs before the next pause
 * of this thread, so that what came in together costs one look and nothing that came later relies on it.
 */
export interface DataVersion {
  /** Another number than before if the file is not as it was. @throws whatever reading the file throws */
  readonly current: () => number;
  /** This process has changed something. */
  readonly advance: () => void;
}

const pause = Promise.resolve();

/** `versionByOthers` is another number once another connection has committed a change. */
export function createDataVersion(versionByOthers: () => unknown): DataVersion {
  let version = 0;
  let seen: unknown;
  let isLookedAt = false;
  const lookAgain = () => {
    isLookedAt = false;
  };
  const advance = () => {
    version += 1;
  };

  return {
    advance,
    current() {
      if (isLookedAt) return version;
      const found = versionByOthers();
      if (found !== seen) advance();
      seen = found;
      isLookedAt = true;
      void pause.then(lookAgain);
      return version;
    },
  };
}
