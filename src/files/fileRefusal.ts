import { t } from '@vscode/l10n';

export type FileRefusalCode =
  | 'outside-folder'
  | 'no-folder'
  | 'bad-file-name'
  /** Its name is no UTF-8. */
  | 'odd-name'
  | 'is-a-link'
  | 'is-a-folder'
  | 'not-a-file'
  | 'unreadable'
  | 'unwritable'
  /** Its access list or extended attributes would be lost. */
  | 'attributes'
  | 'mount-point'
  | 'changed-meanwhile'
  | 'too-large-to-read';

/** Why a write came to no good end. The file holds what it held, unless `mayBeWritten`. */
export interface FileRefusal {
  readonly kind: 'refused';
  readonly code: FileRefusalCode;
  /** For the person: what is in the way and what to do. May hold paths, never values. */
  readonly sentence: string;
  /** Set where the file may hold what was to be written, or a part of it: `sentence` then says so. */
  readonly mayBeWritten?: true;
}

const sentences: Readonly<Record<FileRefusalCode, string>> = {
  'outside-folder': t('The file does not lie in the open folder. Choose one that does.'),
  'no-folder': t('The folder of the file is not there any more. Choose a file elsewhere.'),
  'bad-file-name': t('That is no file for secrets. Choose .env or .env.local.'),
  'odd-name': t(
    'The name of the file or of a folder above it is no UTF-8, so it cannot be written. Give it a name in UTF-8, or add the value yourself.',
  ),
  'is-a-link': t('The file is a symbolic link. Choose the file it points to.'),
  'is-a-folder': t('There is a folder of that name. Rename it, or choose another file.'),
  'not-a-file': t('That is no ordinary file. Choose another one.'),
  unreadable: t('The file cannot be read. Check the permissions, and that the disk is there.'),
  unwritable: t('The file or its folder cannot be written. Check permissions and free space.'),
  attributes: t(
    'Whether the file has an access list cannot be seen here, and without it its group could read the secret. Install the coreutils of GNU, or add the value yourself.',
  ),
  'mount-point': t(
    'The file is a mount point, as a container has it, and cannot be replaced in one step. Write to it where it comes from, or choose another file.',
  ),
  'changed-meanwhile': t('The file keeps changing while it is written. Try again in a moment.'),
  'too-large-to-read': t('The file is larger than 1 MiB. Copy the value and add it yourself.'),
};

/** `sentence` where more is known than the code says. */
export function refuseFile(code: FileRefusalCode, sentence = sentences[code]): FileRefusal {
  return { kind: 'refused', code, sentence };
}

/** For a write that was begun and whose end is not what was wanted, or not known. */
export function refuseBegun(
  code: 'changed-meanwhile' | 'unwritable',
  sentence: string,
): FileRefusal {
  return { kind: 'refused', code, sentence, mayBeWritten: true };
}

/** The write was made, and the disk does not say what stands there. */
export const refuseUnseen = (): FileRefusal =>
  refuseBegun(
    'unwritable',
    t(
      'The file was written, and could not be read back. Look whether the value is in it, and that the disk is there.',
    ),
  );

/** A rename would get around the lock that somebody put on the file. */
export const refuseReadOnly = (): FileRefusal =>
  refuseFile('unwritable', t('The file is read-only. Make it writable, or copy the value.'));

/** The system's code of an error, e.g. `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

const causes: Readonly<Record<string, string>> = {
  ENOSPC: t('The disk is full. Make room and try again.'),
  EDQUOT: t('Your share of the disk is used up. Make room and try again.'),
  EROFS: t('The file system is read-only. Choose a file elsewhere, or copy the value.'),
  EPERM: t(
    'The system forbids to replace the file: it or its folder is marked as immutable, or belongs to somebody else. Change that, or copy the value.',
  ),
  EBUSY: t('Another program keeps the file open. Close it there and try again.'),
  EXDEV: t(
    'The file lies on another device than its folder, so it cannot be replaced in one step. Copy the value.',
  ),
};

/** Windows says the same of a file that is open elsewhere and of one that the person may not touch. */
const keptByWindows = t(
  'Windows does not give the file: another program keeps it open, or its permissions do not allow it. Close it there, check them, and try again.',
);

/** Takes a step on a file system; an error that `refusalOf` knows becomes the refusal it gives. */
export async function orRefusal<T>(
  refusalOf: (error: unknown) => FileRefusal | undefined,
  step: () => Promise<T>,
): Promise<T | FileRefusal> {
  try {
    return await step();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** The refusal for a failure of the file system; `undefined` when the error is not one. */
export function refusalOf(
  error: unknown,
  code: 'unreadable' | 'unwritable',
  isWindows = process.platform === 'win32',
): FileRefusal | undefined {
  const failure = codeOf(error);
  if (failure === undefined || failure.startsWith('ERR_')) return undefined;
  if (failure === 'ELOOP') return refuseFile('is-a-link');
  const isKept = isWindows && (failure === 'EPERM' || failure === 'EACCES');
  if (failure === 'EPERM' && !isKept && code === 'unreadable') return refuseFile(code);
  return refuseFile(code, isKept ? keptByWindows : causes[failure]);
}
