import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Uri } from 'vscode';
import type { FileState } from '../../files/disk.ts';
import { copyMissing, lineMissing, type Missing } from '../../dotenv/missing.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { FilePlace } from '../../lifecycle/model/places.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { onDisk } from '../env/envSpot.ts';

/**
 * What became of a place in a file that does not show its value any more. A file that went and left an
 * encrypted one beside it is not gone for the program that decrypts that.
 */
export async function missingAt(
  place: FilePlace,
  { exists, bytes }: Pick<FileState, 'exists' | 'bytes'>,
): Promise<Missing> {
  if (!exists) return (await hasEncryptedForm(Uri.parse(place.file))) ? 'unknown' : 'gone';
  return place.kind === 'env'
    ? lineMissing(bytes, place.variable)
    : copyMissing(bytes, place.names);
}

/** Takes a place off the register where its value is over, and else says there that it is unknown; whether that is news. */
export async function unsettle(
  { placements }: LifecycleContext,
  seen: Placement,
  isOver: boolean,
): Promise<boolean> {
  if (isOver) return placements.forget(seen.place, seen);
  return seen.state === 'current' && placements.markUnknown(seen.place, seen);
}

/** What tools put into the name of the encrypted form of a file: `.env.gpg`, `config.enc.json`, `secrets.yml.age`. */
const marks = 'gpg pgp asc age enc encrypted sops vault crypt secret kms sealed'.split(' ');

async function hasEncryptedForm(file: Uri): Promise<boolean> {
  if (!onDisk(file)) return false;
  const { base, name, ext } = path.parse(file.fsPath);
  const forms = new Set(marks.flatMap((mark) => [`${base}.${mark}`, `${name}.${mark}${ext}`]));
  try {
    return (await readdir(path.dirname(file.fsPath))).some((each) => forms.has(each));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
