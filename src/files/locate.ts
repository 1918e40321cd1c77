import { t } from '@vscode/l10n';
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isInside } from './isInside.ts';
import type { EnvPath, Located } from './disk.ts';
import { codeOf, refuseFile, type FileRefusal } from './fileRefusal.ts';
import { oddPath } from './oddName.ts';

/** A file by its folder, both without links. */
export interface NodeLocated extends Located {
  readonly folder: string;
  readonly name: string;
  /** What the file's folder must lie in whenever it is opened. */
  readonly outer: string;
}

/**
 * Where the file really is, or why it may not be written.
 * @throws the error of the file system
 */
export function locate({ folder, file }: EnvPath, followLinks: boolean): NodeLocated | FileRefusal {
  const wanted = path.resolve(folder, file);
  if (oddPath(wanted) !== undefined) return refuseFile('odd-name');
  const outer = realpathSync.native(folder);
  const parent = realOrGone(path.dirname(wanted));
  if (parent === undefined) return refuseFile('no-folder');
  if (!isInside(outer, parent)) return refuseFile('outside-folder');
  const named = path.join(parent, path.basename(wanted));
  const there = lstatSync(named, { throwIfNoEntry: false });
  if (there?.isSymbolicLink() !== true) {
    const name = there ? nameOnDisk(named) : path.basename(named);
    return { kind: 'located', path: path.join(parent, name), folder: parent, name, outer };
  }
  const target = realOrGone(named);
  if (target === undefined)
    return refuseFile(
      'is-a-link',
      t(
        'The file is a link to {0}, which is not there. Replace the link by a file.',
        readlinkSync(named),
      ),
    );
  if (!isInside(outer, target)) {
    return refuseFile(
      'is-a-link',
      t('The file is a link to {0}, outside of the open folder. Choose a file inside.', target),
    );
  }
  if (!followLinks)
    return refuseFile(
      'is-a-link',
      t('The file is a link to {0}. Choose that file instead.', target),
    );
  return {
    kind: 'located',
    path: target,
    folder: path.dirname(target),
    name: path.basename(target),
    outer,
  };
}

/**
 * What the disk calls a file that is there. macOS and Windows find `.ENV` by `.env`, and `é` by its other form;
 * what is replaced keeps its name, by which others know it.
 */
function nameOnDisk(named: string): string {
  const name = path.basename(realOrGone(named) ?? named);
  return isSameName(name, path.basename(named)) ? name : path.basename(named);
}

const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);
const plainName = (name: string): string => name.normalize('NFC').toLowerCase();

const LEADS_NOWHERE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** Where a path leads in the end; `undefined` when it leads nowhere. */
function realOrGone(named: string): string | undefined {
  try {
    return realpathSync.native(named);
  } catch (error) {
    if (LEADS_NOWHERE.has(codeOf(error))) return undefined;
    throw error;
  }
}
