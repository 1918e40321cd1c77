import type { FilePath, Unwalked } from '../files/walkFiles.ts';

/** Above this a file is not looked into, and is named instead. In bytes. */
export const mostBytes = 16 * 1024 * 1024;

/** What a search left out, by why; absolute paths, as people read them. */
export interface Unsearched extends Unwalked {
  readonly tooLarge: string[];
  /** Archives, and what is compressed in a way that is not undone. */
  readonly packed: string[];
  /** Others wrote to them all the time. What could be read of them was looked into. */
  readonly changing: string[];
  /** Links to folders outside. */
  readonly linked: string[];
  /** Folders of package managers and builds of which git did not say what it tracks there. */
  readonly unasked: string[];
}

export const nothingLeftOut = (): Unsearched => ({
  ...{ unreadable: [], tooDeep: [] },
  ...{ tooLarge: [], packed: [], changing: [], linked: [], unasked: [] },
});

/** A file in which something stands that is wanted. */
export interface Found {
  readonly file: FilePath;
  /** Good until `look` has begun to wait. */
  readonly bytes: Buffer;
  readonly isChanging: boolean;
}

export interface Search {
  /** Whether a file, of which this is a piece, is to be looked at closer. Called for every file, so it has to be quick. */
  readonly wants: (file: FilePath, bytes: Buffer) => boolean;
  /**
   * Files that are wanted whatever they hold. Where this is given a second thread (`searchThread.ts`) helps, and says of files that it
   * does not want them.
   */
  readonly always?: ReadonlySet<string>;
  readonly look: (found: Found) => Promise<void>;
  readonly signal: AbortSignal;
  readonly unsearched: Unsearched;
  /** Told now and then how many files were looked at. */
  readonly tell?: ((files: number) => void) | undefined;
}
