import { t } from '@vscode/l10n';
import { fchmodSync, fchownSync, fstatSync, type Stats } from 'node:fs';
import { codeOf, refuseFile, refuseReadOnly, type FileRefusal } from './fileRefusal.ts';
import { isReadOnly } from './guardedRead.ts';

/** Gives the temporary file the owner and the mode of the one whose place it takes. */
export function inherit(
  fd: number,
  old: Stats | undefined,
  newMode: number,
): FileRefusal | undefined {
  if (old === undefined) {
    fchmodSync(fd, newMode);
    return undefined;
  }
  if (isReadOnly(old)) return refuseReadOnly();
  const fresh = fstatSync(fd);
  if (fresh.uid !== old.uid || fresh.gid !== old.gid) {
    try {
      fchownSync(fd, old.uid, old.gid);
    } catch (error) {
      if (codeOf(error) !== 'EPERM') throw error;
      return refuseFile(
        'unwritable',
        t('The file belongs to another user, who would lose it. Copy the value instead.'),
      );
    }
  }
  fchmodSync(fd, old.mode & 0o7777);
  return undefined;
}
