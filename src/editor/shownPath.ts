/** How files and folders are called where a person reads of them. */
export interface ShownPaths {
  file(uri: string): string;
  path(onDisk: string): string;
  folder(uri: string): string;
}

const pathOf = (uri: string): string => decodeURIComponent(new URL(uri).pathname);
let shown: ShownPaths = { file: pathOf, path: (onDisk) => onDisk, folder: pathOf };

/** A file as its window shows it: from its folder, where that is open; else its whole path. */
export function shownFile(uri: string): string {
  return shown.file(uri);
}

/** The same for a path of the disk. */
export function shownPath(onDisk: string): string {
  return shown.path(onDisk);
}

/** The name of an open folder; the path of another one. */
export function shownFolder(uri: string): string {
  return shown.folder(uri);
}

/** Set once, when the window starts: only the editor knows which folders are open. */
export function showPathsBy(by: ShownPaths): void {
  shown = by;
}
