import { Uri, workspace } from 'vscode';
import { findCopies, planCopies } from '../../dotenv/copies.ts';
import type { EnvRefusal } from '../../dotenv/envFile.ts';
import { planEdit } from '../../dotenv/text/envText.ts';
import { readVariable } from '../../dotenv/text/variable.ts';
import { readTextFile } from '../../dotenv/textFile.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { FileState } from '../../files/disk.ts';
import type { FilePlace, Place, ReplaceRefusal } from '../../lifecycle/model/places.ts';
import { onDisk, trustedSpot, type EnvSpot } from '../env/envSpot.ts';
import { createGitAhead, type GitAhead } from './gitAhead.ts';

/** Why a place could not be rewritten now, as far as that shows without a try. */
export async function refusalAt(
  place: Place,
  git: GitAhead = createGitAhead(),
): Promise<ReplaceRefusal | undefined> {
  if (!('file' in place)) return undefined;
  const spot = await trustedSpot(Uri.parse(place.file));
  if (!spot) return 'outside-folder';
  return (await refusalOf(place.file, spot, git)) ?? refusalOfText(place, spot);
}

/** What a write would be told by the file itself: it is binary, too large, encrypted, read-only. */
async function refusalOfText(
  place: FilePlace,
  { path, disk }: EnvSpot,
): Promise<ReplaceRefusal | undefined> {
  const file = await readTextFile(path, disk);
  if (file.kind === 'refused') return reasonOf(file);
  const value =
    place.kind === 'env'
      ? readVariable(file.bytes, place.variable)
      : findCopies(file.bytes).find(({ value: each }) => each.keyPrefix === place.keyPrefix)?.value;
  if (!value) return undefined;
  const isOld = (each: Secret) => each.equals(value);
  const plan =
    place.kind === 'env'
      ? planEdit(file.bytes, place.variable, value, { isOld })
      : planCopies(file.bytes, isOld, value);
  if (plan.kind === 'refused') return reasonOf(plan);
  if (isHardLinked(file)) return 'hard-linked';
  return file.readOnly === true ? 'read-only' : undefined;
}

/**
 * Whether the file has other names. To replace it would leave the old value under those, which may lie
 * where nobody looks: that is only done by a write whose preview says so.
 */
export function isHardLinked({ warnings }: FileState): boolean {
  return warnings.some(({ kind }) => kind === 'hard-linked');
}

/** Why git, an editor or the file system stands against a write now. */
export async function refusalOf(
  file: string,
  spot: EnvSpot,
  git: GitAhead,
): Promise<ReplaceRefusal | undefined> {
  if (isDirty(file)) return 'dirty-editor';
  const located = await spot.disk.locate(spot.path, false);
  if (located.kind === 'refused' && located.code !== 'no-folder') return reasonOf(located);
  const hindrance = located.kind === 'located' && (await spot.disk.hindrance?.(located));
  return hindrance ? reasonOf(hindrance) : refusalOfGit(Uri.parse(file), spot, git);
}

/** Why git would, or for all that is known could, take the next secret along. */
async function refusalOfGit(
  file: Uri,
  spot: EnvSpot,
  git: GitAhead,
): Promise<ReplaceRefusal | undefined> {
  if (!onDisk(file)) return undefined;
  switch ((await git.verdict(file, spot)).kind) {
    case 'tracked':
      return 'tracked-by-git';
    case 'not-ignored':
      return 'not-ignored-by-git';
    case 'git-missing':
    case 'git-failed':
      return 'git-not-asked';
    default:
      return undefined;
  }
}

/** True while an editor shows the file with changes that are not saved. */
export function isDirty(file: string): boolean {
  return workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === file,
  );
}

/** A refusal of the file's own in the words of the lifecycle. */
export function reasonOf({ code }: EnvRefusal): ReplaceRefusal {
  switch (code) {
    case 'outside-folder':
    case 'bad-file-name':
      return 'outside-folder';
    case 'is-a-link':
      return 'link';
    case 'too-large':
    case 'too-large-to-read':
      return 'too-large';
    case 'mount-point':
    case 'attributes':
    case 'odd-name':
    case 'not-text':
    case 'encrypted':
    case 'encoded':
      return code;
    case 'unwritable':
    case 'unreadable':
      return 'read-only';
    case 'is-a-folder':
    case 'not-a-file':
    case 'changed-meanwhile':
      return 'failed';
    default:
      return 'unwritable-line';
  }
}
