import type { BeforeStep, Disk, EnvPath, FileState } from '../files/disk.ts';
import type { FileRefusal } from '../files/fileRefusal.ts';
import { nodeDisk } from '../files/nodeDisk.ts';
import type { Planner } from './text/plan.ts';
import { queued } from '../files/queue.ts';
import { transact, type Approve, type Edited } from './transaction.ts';

export interface EditFileOptions {
  /** Where the file is kept; this machine's disk when absent. */
  readonly disk?: Disk;
  /** Whether a link is followed to a file inside the folder; others never are. */
  readonly followLinks?: boolean;
  readonly beforeStep?: BeforeStep;
}

/** Reads a file of any name, or why it may not be read. One that is not there is empty. */
export async function readTextFile(
  path: EnvPath,
  disk: Disk = nodeDisk,
): Promise<FileState | FileRefusal> {
  const located = await disk.locate(path, false);
  return located.kind === 'refused' ? located : disk.read(located);
}

/**
 * One edit of a file as a transaction: read, plan, approve, replace, read back. Edits of the same file
 * wait for each other; a file that somebody else changed meanwhile is planned once more. Git is the
 * caller's to ask first.
 */
export async function editTextFile(
  path: EnvPath,
  planner: Planner,
  approve?: Approve,
  { disk = nodeDisk, followLinks = false, beforeStep = () => undefined }: EditFileOptions = {},
): Promise<Edited> {
  return queued(path.file, () =>
    transact({ disk, path, planner, approve, beforeStep, followLinks, newMode: 0o600 }),
  );
}
