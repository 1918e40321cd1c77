import { Uri } from 'vscode';
import { findCopies, planCopies } from '../../dotenv/copies.ts';
import { editEnvFile, readEnvFile } from '../../dotenv/envFile.ts';
import { planEdit } from '../../dotenv/text/envText.ts';
import type { Planner } from '../../dotenv/text/plan.ts';
import { readVariable } from '../../dotenv/text/variable.ts';
import { editTextFile } from '../../dotenv/textFile.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { sameReading } from '../../files/disk.ts';
import { whenSteady } from '../../files/steady.ts';
import type { FilePlace, Place, Places, Replaced } from '../../lifecycle/model/places.ts';
import { trustedSpot } from '../env/envSpot.ts';
import { createGitAhead, type GitAhead } from './gitAhead.ts';
import { missingAt } from './missingAt.ts';
import { isHardLinked, reasonOf, refusalOf } from './placeRefusals.ts';
import { readPlaceText } from './placeText.ts';
import { withoutPrograms, type ProgramPlaces } from './programPlaces.ts';
import type { Terminals } from './terminals.ts';

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
      switch (place.kind) {
        case 'terminal':
          return terminals.valueOf(Uri.parse(place.folder), place.variable);
        case 'program':
          return programs.read(place, signal);
        default:
          return readInFile(place);
      }
    },
    async replace(place, isOld, next, terms) {
      switch (place.kind) {
        case 'terminal':
          return replaceInTerminals(terminals, place, isOld, next);
        case 'program':
          return programs.replace(place, isOld, next, terms);
        default:
          return replaceInFile(place, isOld, next, git);
      }
    },
  };
}

type IsOld = (value: Secret) => boolean;

async function readInFile(place: FilePlace): Promise<Secret | undefined> {
  const spot = await trustedSpot(Uri.parse(place.file));
  if (place.kind === 'text') {
    const file = spot && (await readPlaceText(Uri.parse(place.file), spot));
    if (file?.kind !== 'file') return undefined;
    return findCopies(file.bytes).find(({ value }) => value.keyPrefix === place.keyPrefix)?.value;
  }
  const file = spot && (await readEnvFile(spot.path, spot.disk));
  if (file?.kind !== 'file') return undefined;
  return readVariable(file.bytes, place.variable);
}

function replaceInTerminals(
  terminals: Terminals,
  place: Extract<Place, { kind: 'terminal' }>,
  isOld: IsOld,
  next: Secret,
): Replaced {
  const folder = Uri.parse(place.folder);
  const value = terminals.valueOf(folder, place.variable);
  // Another window's: that one gives it to its terminals as long as it is open.
  if (!value) return { kind: 'refused', reason: 'outside-folder' };
  if (!isOld(value)) return { kind: 'changed' };
  terminals.renew(folder, place.variable, next);
  return { kind: 'replaced' };
}

async function replaceInFile(
  place: FilePlace,
  isOld: IsOld,
  next: Secret,
  git: GitAhead,
): Promise<Replaced> {
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
  const hasOtherName = now.kind === 'file' && isHardLinked(now);
  const reason = hasOtherName ? 'hard-linked' : await refusalOf(place.file, spot, git);
  if (reason) return { kind: 'refused', reason };
  const edited = await edit(spot.path, planner, undefined, { disk: spot.disk });
  if (edited.kind === 'written') return { kind: 'replaced' };
  if (edited.kind === 'unchanged') return { kind: 'changed' };
  return edited.code === 'no-folder'
    ? { kind: 'gone' }
    : { kind: 'refused', reason: reasonOf(edited) };
}
