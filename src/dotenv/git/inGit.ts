import path from 'node:path';

/** A file as git names it in a folder: with slashes, on Windows too. Both are absolute. */
export function inGit(folder: string, file: string, flavour: typeof path = path): string {
  return flavour.relative(folder, file).split(flavour.sep).join('/');
}

/** The forms in which git may know a name: on macOS it tells `é` composed, whichever form the disk has. */
export function formsInGit(name: string): readonly string[] {
  return [...new Set([name, name.normalize('NFC')])];
}
