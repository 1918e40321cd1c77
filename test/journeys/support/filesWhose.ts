import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** So often is the search begun anew where a file is renamed or goes while it runs. */
const tries = 5;

/** Paths of the files below `folder`, links not followed, whose content is one of those. */
export function filesWhose(folder: string, content: (bytes: Buffer) => boolean): string[] {
  for (let left = tries - 1; ; left--) {
    try {
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .filter((file) => content(readFileSync(file)));
    } catch (error) {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isGone || left === 0) throw error;
    }
  }
}
