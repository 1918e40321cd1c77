import type { Uri } from 'vscode';
import type { FileState } from '../../files/disk.ts';
import { refusalOf, type FileRefusal } from '../../files/fileRefusal.ts';
import { oddPath } from '../../files/oddName.ts';
import { readWhole } from '../../files/readWhole.ts';
import { mostBytes } from '../../dotenv/search.ts';
import { readTextFile } from '../../dotenv/textFile.ts';
import { onDisk, type EnvSpot } from '../env/envSpot.ts';

/** What may be read, and not written: behind a link, by a name that no text leads to, larger than a write takes. */
const readOnly: ReadonlySet<FileRefusal['code']> = new Set([
  'is-a-link',
  'odd-name',
  'too-large-to-read',
]);

/** The file of a place, also where nothing would be written to it; or why it cannot be read. */
export async function readPlaceText(
  uri: Uri,
  { path, disk }: EnvSpot,
): Promise<FileState | FileRefusal> {
  const read = await readTextFile(path, disk);
  if (read.kind === 'file' || !onDisk(uri) || !readOnly.has(read.code)) return read;
  try {
    const whole = await readWhole(oddPath(path.file) ?? path.file, { mostBytes, follow: true });
    if (typeof whole !== 'object') return read;
    return { kind: 'file', bytes: whole.bytes, exists: true, warnings: [] };
  } catch (error) {
    if (refusalOf(error, 'unreadable') === undefined) throw error;
    return read;
  }
}
