import type { Stats } from 'node:fs';

/**
 * Whether two looks at one path, by its name and through what was opened, saw the same file. On Windows the number
 * of the volume does not tell: some versions of Node say 64 bits of it by the name and 32 of what is open.
 */
export function isSameNode(
  one: Pick<Stats, 'ino' | 'dev'>,
  other: Pick<Stats, 'ino' | 'dev'>,
  isWindows = process.platform === 'win32',
): boolean {
  return one.ino === other.ino && (isWindows || one.dev === other.dev);
}
