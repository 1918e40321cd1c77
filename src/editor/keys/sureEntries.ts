import { after, type Disposable } from '../disposables.ts';

/** As VS Code's `Memento`. */
interface Entries {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

interface SureEntries extends Disposable {
  update(key: string, value: object): Promise<void>;
}

interface Options {
  /** Told when an entry that was gone has been written again. */
  readonly onMended: () => void;
  /** Milliseconds until the next look: windows that look at the same moment would undo each other again. */
  readonly wait?: () => number;
}

const looks = 4;

/**
 * VS Code keeps all entries of an extension as one value, and every window writes the whole of it as
 * it knows it: of what two windows write at the same moment, one is lost. So what this window wrote is
 * looked for some more times, and written again where it is gone. An entry that reads otherwise was
 * changed by somebody, and stays.
 */
export function createSureEntries(
  entries: Entries,
  { onMended, wait = () => 500 + Math.random() * 2000 }: Options,
): SureEntries {
  const mine = new Map<string, object>();
  let timer: Disposable | undefined;
  let left = 0;

  function lookLater(): void {
    timer?.dispose();
    timer = after(wait(), () => void look());
  }

  async function look(): Promise<void> {
    const gone = [...mine].filter(([key]) => entries.get(key) === undefined);
    for (const [key, value] of gone) await entries.update(key, value);
    if (gone.length > 0) onMended();
    left--;
    if (left > 0) lookLater();
    else mine.clear();
  }

  return {
    async update(key, value) {
      mine.set(key, value);
      left = looks;
      await entries.update(key, value);
      lookLater();
    },
    dispose: () => timer?.dispose(),
  };
}
