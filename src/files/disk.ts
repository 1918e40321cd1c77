import type { FileRefusal } from './fileRefusal.ts';

/** A `.env` inside an open folder; both are absolute paths. */
export interface EnvPath {
  readonly folder: string;
  readonly file: string;
}

/** A file that may be written: looked up once, and held to when it is written. */
export interface Located {
  readonly kind: 'located';
  /** Without links; for showing and for asking git. */
  readonly path: string;
}

/** What is worth a word about the file itself. */
export type FileWarning =
  /** The same file has other names, which will keep the old content. */
  | { readonly kind: 'hard-linked' }
  /** Other users of this machine may read it. */
  | { readonly kind: 'readable-by-others' };

/** A file as it was at one moment. */
export interface FileState {
  readonly kind: 'file';
  /** Empty when there is no such file. */
  readonly bytes: Uint8Array;
  readonly exists: boolean;
  readonly readOnly?: boolean;
  readonly warnings: readonly FileWarning[];
}

/** The steps of a write, in order. */
export const steps = [
  'locate',
  'read',
  'plan',
  'create',
  'attributes',
  'write',
  'sync',
  'compare',
  'mode',
  'rename',
  'sync-folder',
  'read-back',
] as const;

/** Called before each step; tests end the process there, or write in between. */
export type BeforeStep = (step: (typeof steps)[number]) => void | Promise<void>;

export interface ReplaceOptions {
  readonly beforeStep: BeforeStep;
  /** Permissions of a file that was not there; an old one keeps its own. */
  readonly newMode: number;
}

export type Replaced = 'replaced' | 'changed' | 'overtaken';

/**
 * Where files are kept: this machine's disk, or a virtual file system. Each implementation refuses
 * paths that leave the folder. What a person can do something about is answered as a refusal,
 * anything else is thrown.
 */
export interface Disk<L extends Located = Located> {
  /** A link is followed only when asked to, and only to a file inside the folder. */
  locate(path: EnvPath, followLinks: boolean): Promise<L | FileRefusal>;
  read(located: L): Promise<FileState | FileRefusal>;
  /** Why no write of the file can succeed, as far as that shows without one; absent where nothing does. */
  hindrance?(located: L): Promise<FileRefusal | undefined>;
  /**
   * Makes these bytes the content, whole or not at all, if the file is still as it was; otherwise
   * nothing is done and the answer is `changed`. Reads them back: `overtaken` when by then somebody
   * else's stand there.
   */
  replace(
    located: L,
    was: FileState,
    bytes: Uint8Array,
    options: ReplaceOptions,
  ): Promise<Replaced | FileRefusal>;
  /** Takes the file away if it is still as it was. */
  remove(located: L, was: FileState): Promise<'removed' | 'changed' | FileRefusal>;
}

/** Whether two readings came to the same. */
export function sameReading(one: FileState | FileRefusal, other: FileState | FileRefusal): boolean {
  return one.kind === 'file' && other.kind === 'file'
    ? sameState(one, other)
    : one.kind === other.kind;
}

/** Whether both are absent, or hold the same bytes. */
export function sameState(one: FileState, other: FileState): boolean {
  return one.exists === other.exists && Buffer.compare(one.bytes, other.bytes) === 0;
}
