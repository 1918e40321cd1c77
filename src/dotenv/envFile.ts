import type { Disk, EnvPath, FileState } from './disk.ts';
import { isSecretFileName } from './envFileName.ts';
import { refuseFile, type FileRefusal } from './fileRefusal.ts';
import type { Planner } from './plan.ts';
import { editTextFile, readTextFile, type EditFileOptions } from './textFile.ts';
import type { Approve, Edited } from './transaction.ts';

export type { EnvPath } from './disk.ts';
export type { EnvRefusal } from './transaction.ts';

/** Reads a `.env`, or why it may not be read. A file that is not there is empty. */
export async function readEnvFile(path: EnvPath, disk?: Disk): Promise<FileState | FileRefusal> {
  if (!isSecretFileName(path.file)) return refuseFile('bad-file-name');
  return readTextFile(path, disk);
}

/** One edit of a `.env` as a transaction; the name of the file says that it is one. */
export async function editEnvFile(
  path: EnvPath,
  planner: Planner,
  approve?: Approve,
  options?: EditFileOptions,
): Promise<Edited> {
  if (!isSecretFileName(path.file)) return refuseFile('bad-file-name');
  return editTextFile(path, planner, approve, options);
}
