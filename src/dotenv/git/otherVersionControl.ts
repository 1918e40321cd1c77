import { lstatSync } from 'node:fs';
import path from 'node:path';
import { realFolder } from './repositories.ts';

/** What each of them has at the top of a folder that it keeps. */
const signs: readonly (readonly [string, string])[] = [
  ['.jj', 'Jujutsu (jj)'],
  ['.hg', 'Mercurial (hg)'],
  ['.sl', 'Sapling (sl)'],
  ['.svn', 'Subversion (svn)'],
  ['.fslckout', 'Fossil'],
  ['_FOSSIL_', 'Fossil'],
  ['.bzr', 'Breezy (bzr)'],
  ['_darcs', 'Darcs'],
  ['.pijul', 'Pijul'],
];

/** A folder that is kept by something else than git. */
export interface OtherVersionControl {
  /** As a person would name it. */
  readonly name: string;
  readonly root: string;
}

/**
 * What keeps a file's folder and is not asked whether it would take the file. A folder of jj that is one of
 * git, too, is none: jj goes by git's rules, and git is asked. @throws the file system's error
 */
export function otherVersionControl(file: string): OtherVersionControl | undefined {
  for (let at = realFolder(path.dirname(file)); ; at = path.dirname(at)) {
    for (const [sign, name] of signs) {
      const isGits = (sign === '.jj' || sign === '.sl') && isThere(path.join(at, '.git'));
      if (!isGits && isThere(path.join(at, sign))) return { name, root: at };
    }
    if (at === path.dirname(at)) return undefined;
  }
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;
