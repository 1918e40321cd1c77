import type { Disk, EnvPath, FileState } from '../files/disk.ts';
import type { FileRefusal } from '../files/fileRefusal.ts';
import { refuseName } from './nameRefusal.ts';
import type { Planner } from './text/plan.ts';
import { editTextFile, readTextFile, type EditFileOptions } from './textFile.ts';
import type { Approve, Edited } from './transaction.ts';

export type { EnvPath } from '../files/disk.ts';
export type { EnvRefusal } from './transaction.ts';

/** Reads a `.env`, or why it may not be read. A file that is not there is empty. */
export async function readEnvFile(path: EnvPath, disk?: Disk): Promise<FileState | FileRefusal> {
  return refuseName(path.file) ?? readTextFile(path, disk);
}

/** One edit of a `.env` as a transaction; the name of the file says that it is one. */
export async function editEnvFile(
  path: EnvPath,
  planner: Planner,
  approve?: Approve,
  options?: EditFileOptions,
): Promise<Edited> {
  return refuseName(path.file) ?? editTextFile(path, planner, approve, options);
}
