import { readFileSync } from 'node:fs';
import { codeOf, refuseFile, type FileRefusal } from './fileRefusal.ts';

/**
 * Why a file cannot be replaced where something is mounted on it, as a container's runtime does with a
 * single file of the host: the system renames nothing over a mount point. Known on Linux only, by the
 * table of mounts (`man proc_pid_mountinfo`). `file` is a path without links.
 */
export function refuseMountPoint(file: string): FileRefusal | undefined {
  return mounts().includes(escaped(file)) ? refuseFile('mount-point') : undefined;
}

function mounts(): readonly string[] {
  if (process.platform !== 'linux') return [];
  try {
    return readFileSync('/proc/self/mountinfo', 'latin1')
      .split('\n')
      .map((line) => line.split(' ')[4] ?? '');
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return [];
  }
}

/** As the table writes it: byte by byte, and blanks, line ends and backslashes in octal. */
const escaped = (file: string): string =>
  Buffer.from(file)
    .toString('latin1')
    .replace(/[ \t\n\\#]/g, (each) => `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`);
