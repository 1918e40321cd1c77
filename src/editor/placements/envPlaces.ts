import { Uri, workspace } from 'vscode';
import type { EnvRefusal } from '../../dotenv/envFile.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Planner } from '../../dotenv/text/plan.ts';
import type { FilePlace, Place, Places, ReplaceRefusal } from '../../lifecycle/model/places.ts';
import { onDisk, trustedSpot, type EnvSpot } from '../env/envSpot.ts';
import { createGitAhead, type GitAhead } from './gitAhead.ts';
import { missingAt } from './missingAt.ts';
import type { Terminals } from './terminals.ts';
import { editEnvFile, readEnvFile } from '../../dotenv/envFile.ts';
import { editTextFile, readTextFile } from '../../dotenv/textFile.ts';
import { readPlaceText } from './placeText.ts';
import { withoutPrograms, type ProgramPlaces } from './programPlaces.ts';
import { readVariable } from '../../dotenv/text/variable.ts';
import { planEdit } from '../../dotenv/text/envText.ts';
import { findCopies, planCopies } from '../../dotenv/copies.ts';
import { whenSteady } from '../../files/steady.ts';
import { sameReading } from '../../files/disk.ts';

/** Reads and rewrites placements for the lifecycle: files and terminals of open folders, and programs. */
export async function createPlaces(
  terminals: Terminals,
  programs: ProgramPlaces = withoutPrograms,
): Promise<Places> {
  const git = createGitAhead();
  return {
    expect: git.expect,
    isRemovable: programs.isRemovable,
    mayAsk: programs.mayAsk,
    remove: programs.remove,
    async read(place, signal) {
      if (place.kind === 'terminal') {
        return terminals.valueOf(Uri.parse(place.folder), place.variable);
      }
      if (place.kind === 'program') return programs.read(place, signal);
      const spot = await trustedSpot(Uri.parse(place.file));
      if (place.kind === 'text') {
        const file = spot && (await readPlaceText(Uri.parse(place.file), spot));
        if (file?.kind !== 'file') return undefined;
        return findCopies(file.bytes).find(({ value }) => value.keyPrefix === place.keyPrefix)
          ?.value;
      }
      const file = spot && (await readEnvFile(spot.path, spot.disk));
      if (file?.kind !== 'file') return undefined;
      return readVariable(file.bytes, place.variable);
    },
    async replace(place, isOld, next, terms) {
      if (place.kind === 'terminal') {
        const folder = Uri.parse(place.folder);
        const value = terminals.valueOf(folder, place.variable);
        // Another window's: that one gives it to its terminals as long as it is open.
        if (!value) return { kind: 'refused', reason: 'outside-folder' };
        if (!isOld(value)) return { kind: 'changed' };
        terminals.renew(folder, place.variable, next);
        return { kind: 'replaced' };
      }
      if (place.kind === 'program') return programs.replace(place, isOld, next, terms);
      const spot = await trustedSpot(Uri.parse(place.file));
      if (!spot) return { kind: 'refused', reason: 'outside-folder' };
      const planner: Planner = (bytes) =>
        place.kind === 'text'
          ? planCopies(bytes, isOld, next)
          : planEdit(bytes, place.variable, next, { isOld });
      const [read, edit] =
        place.kind === 'text'
          ? [() => readPlaceText(Uri.parse(place.file), spot), editTextFile]
          : [() => readEnvFile(spot.path, spot.disk), editEnvFile];
      const holds = (bytes: Uint8Array) => {
        const { kind } = planner(bytes);
        // What readers do not agree on may hold it all the same.
        return kind === 'refused'
          ? findCopies(bytes).some(({ value }) => isOld(value))
          : kind !== 'unchanged';
      };
      // Where somebody has taken the value away, nothing is to be written, and nothing is in the way.
      let now = await read();
      if (now.kind === 'file' && !holds(now.bytes)) {
        now = await whenSteady(now, spot.path.file, read, sameReading);
      }
      if (now.kind === 'file' && !holds(now.bytes)) {
        return { kind: (await missingAt(place, now)) === 'gone' ? 'gone' : 'changed' };
      }
      const reason = await refusalOf(place.file, spot, git);
      if (reason) return { kind: 'refused', reason };
      const edited = await edit(spot.path, planner, undefined, { disk: spot.disk });
      if (edited.kind === 'written') return { kind: 'replaced' };
      if (edited.kind === 'unchanged') return { kind: 'changed' };
      return edited.code === 'no-folder'
        ? { kind: 'gone' }
        : { kind: 'refused', reason: reasonOf(edited) };
    },
  };
}

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
  return file.readOnly === true ? 'read-only' : undefined;
}

async function refusalOf(
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

function reasonOf({ code }: EnvRefusal): ReplaceRefusal {
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
