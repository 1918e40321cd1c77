import { t } from '@vscode/l10n';
import { fstatSync, ftruncateSync, lstatSync, type Stats } from 'node:fs';
import { keepAccessList } from './accessList.ts';
import { copyAttributes } from './copyAttributes.ts';
import type { PinnedFolder } from './pinnedFolder.ts';
import { refuseFile, type FileRefusal } from './fileRefusal.ts';
import { isSameNode } from './sameNode.ts';
import type { Temporary } from './temporaries.ts';

/** What the old file was when what it has was carried over: a change since then would be lost. */
export interface Carried {
  readonly kind: 'carried';
  readonly of: Stats | undefined;
}

/**
 * How the system's own `cp` gives a file the access list and the extended attributes of another one, and
 * takes away what the new one got from a default access list of its folder. Node has no call for either,
 * and the mode is not enough: where there is a list, its group bits are the list's mask, so that copying
 * them alone lets the group read what only one other user could. GNU's and its like do it without the
 * content; that of macOS copies the content, too (`man cp`: “-p … file mode, ACL”), which is cut off again.
 */
const recipes: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '--attributes-only',
    '--no-dereference',
    // `all` takes a security label where there is one; `xattr` by its name makes it say what it could not do.
    '--preserve=all,xattr',
    '--no-preserve=timestamps,ownership,links',
  ],
  darwin: ['-p'],
};

/**
 * Gives the file that is to come what the old one of this name has beside its bytes, before it has any.
 * Refuses where that does not go. @throws the error of the file system
 */
export async function carryOver(
  pinned: PinnedFolder,
  name: string,
  temporary: Temporary,
): Promise<Carried | FileRefusal> {
  const from = pinned.at(name);
  const old = lstatSync(from, { throwIfNoEntry: false });
  if (!old?.isFile()) return { kind: 'carried', of: old };
  if (process.platform === 'win32') {
    const failure = await keepAccessList(from, temporary);
    return failure === undefined ? { kind: 'carried', of: old } : refuseLost(failure);
  }
  const recipe = recipes[process.platform];
  if (!recipe) return { kind: 'carried', of: old };
  const failure = await copyAttributes([...recipe, '--', from, temporary.path].map(forChildren));
  // Nothing that stood in the old file stays in the new one.
  if (fstatSync(temporary.fd).size > 0) ftruncateSync(temporary.fd);
  if (failure === undefined) return { kind: 'carried', of: old };
  if (failure.kind === 'cannot') {
    // Whether there is a list cannot be known. It is lost to nobody's gain where all may read the file, or no group.
    const mayBeMask = (old.mode & 0o040) !== 0 && (old.mode & 0o004) === 0;
    return mayBeMask ? refuseFile('attributes') : { kind: 'carried', of: old };
  }
  return refuseLost(failure.said);
}

const refuseLost = (said: string): FileRefusal =>
  refuseFile(
    'attributes',
    t(
      'The file has an access list or attributes that could not be given to its new content ({0}). Add the value yourself, or take them off the file.',
      said,
    ),
  );

/** Our own open folder, as another process gets to it. */
const forChildren = (arg: string): string =>
  arg.replace(/^\/proc\/self\//, `/proc/${process.pid}/`);

/** Whether the old file still is what was carried over, its mode, list and attributes included. */
export function isSameFile({ of }: Carried, now: Stats | undefined): boolean {
  if (!of || !now) return of === now;
  return isSameNode(of, now) && of.ctimeMs === now.ctimeMs;
}
