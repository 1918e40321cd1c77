import { UserFacingError } from '../../domain/errors.ts';

/** SQLite's primary result codes that mean something to a person. */
const codes = {
  error: 1,
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  notADatabase: 26,
} as const;

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // Extended codes keep the primary one in their low byte.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Somebody else held the file for longer than the busy timeout. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === codes.busy || code === codes.locked;
}

/** The file is not what SQLite wrote. */
export function isCorrupt(error: unknown): boolean {
  const code = primaryCode(error);
  if (code === codes.corrupt || code === codes.notADatabase) return true;
  // A header from no SQLite that ever was has no code of its own.
  return code === codes.error && /unsupported file format/.test(String(error));
}

/** The file, or what SQLite wants beside it, cannot be used as it is. */
export function isFileTrouble(error: unknown): boolean {
  const code = primaryCode(error);
  return (
    code === codes.readOnly ||
    code === codes.inputOutput ||
    code === codes.cannotOpen ||
    code === codes.protocol
  );
}

/** The connection was closed while a request was on its way. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE';
}

/**
 * Whether a write that failed so has certainly left nothing behind: it never began, or was rolled
 * back as a whole. After an error of the disk only the next read could tell.
 */
export function isUndone(error: unknown): boolean {
  const code = primaryCode(error);
  return isBusy(error) || isClosed(error) || code === codes.readOnly || code === codes.full;
}

/** The sentence for a failure of the file itself, or `undefined` when the statement was at fault (a bug). */
export function storageTrouble(error: unknown): string | undefined {
  if (isClosed(error)) return 'The local control plane has been closed.';
  switch (primaryCode(error)) {
    case codes.busy:
    case codes.locked:
      return 'The local control plane’s data is in use by another program. Close it and try again.';
    case codes.readOnly:
      return 'The local control plane cannot write to its data folder. Check the folder’s permissions and try again.';
    case codes.full:
      return 'The local control plane could not write because the disk is full. Free some space and try again.';
    case codes.corrupt:
    case codes.notADatabase:
      return 'The local control plane’s data file is damaged. Reload the window: the file is then checked and, if need be, set aside.';
    case codes.inputOutput:
      return 'The local control plane could not read or write its data: the disk reported an error.';
    case codes.cannotOpen:
    case codes.protocol:
      return 'The local control plane could not open its data file. Check that its folder exists and may be written to.';
    default:
      return undefined;
  }
}

/** @throws UserFacingError when the file is at fault, else the error itself. */
export function rethrow(error: unknown): never {
  const sentence = storageTrouble(error);
  throw sentence === undefined ? error : new UserFacingError(sentence);
}
