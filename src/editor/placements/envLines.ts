import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { Uri } from 'vscode';
import { isInside } from '../../files/isInside.ts';
import { findCopies } from '../../dotenv/copies.ts';
import { sameReading, type FileState } from '../../files/disk.ts';
import { readEnvFile } from '../../dotenv/envFile.ts';
import type { FileRefusal } from '../../files/fileRefusal.ts';
import { whenSteady } from '../../files/steady.ts';
import type { TimeSlice } from '../../files/timeSlice.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { onDisk, trustedSpot } from '../env/envSpot.ts';
import { ownLines, type OwnLine } from '../env/ownLines.ts';
import { missingAt, unsettle } from './missingAt.ts';
import type { LinePlacement, KnownKeys } from './knownKeys.ts';

/**
 * Registers the values of our keys in the lines of an env file, and takes off the register what is not there
 * any more; whether the register changed.
 */
export async function lookForLines(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  uri: Uri,
  slice: TimeSlice,
): Promise<boolean> {
  const file = uri.toString();
  const known = keys.placementsIn(file);
  const spot = await trustedSpot(uri);
  if (!spot) return (await isDeletedProject(uri)) && forgetAll(lifecycle, known);
  const read = () => readEnvFile(spot.path, spot.disk);
  let state = await read();
  if (state.kind !== 'file') {
    // A folder that was deleted took its files along, and no watcher names each of them. What is no env
    // file has no lines: a value in it is text, which is looked for next.
    const hasNone = state.code === 'no-folder' || state.code === 'bad-file-name';
    return hasNone && forgetAll(lifecycle, known);
  }
  if (known.length === 0 && !state.exists) return false;
  const variables = new Set(known.map(({ place }) => place.variable));
  const linesOf = ({ bytes }: FileState) => ownLines(bytes, keys.prefixes, variables, slice);
  let lines = await linesOf(state);
  if (await isAnyMissing(lifecycle, keys, known, lines)) {
    const again = await whenSteady<FileState | FileRefusal>(state, uri.fsPath, read, sameReading);
    // It went, or is none any more: the next look is told so.
    if (again.kind !== 'file') return false;
    state = again;
    lines = await linesOf(state);
  }
  let changed = false;
  for (const line of lines ?? []) {
    const place = { kind: 'env', file, variable: line.variable } as const;
    const before = known.find((each) => each.place.variable === line.variable);
    changed = (await registerLine(lifecycle, keys, place, line, before)) || changed;
  }
  for (const seen of known) {
    const { place, fingerprint } = seen;
    const line = lines?.find((each) => each.variable === place.variable);
    if (await isStill(lifecycle, keys, seen, line)) continue;
    // In a file that readers do not agree on it is a place of another kind meanwhile.
    if (!lines && (await holdsValue(lifecycle, state.bytes, fingerprint))) continue;
    // The value of another key that is listed was put there on purpose.
    const isOther = line && (await keys.ownerOf(line.value)) !== undefined;
    const isOver = seen.state === 'stale' || isOther || (await missingAt(place, state)) === 'gone';
    changed = (await unsettle(lifecycle, seen, isOver)) || changed;
  }
  return changed;
}

/** Says of the line whose value it holds, and that the value of an ended key is not to be relied on. */
async function registerLine(
  { placements }: LifecycleContext,
  keys: KnownKeys,
  place: LinePlacement['place'],
  { value }: OwnLine,
  before: LinePlacement | undefined,
): Promise<boolean> {
  const owner = await keys.whose(value);
  if (!owner) return false;
  let changed = false;
  if (before?.fingerprint !== owner.fingerprint || before.keyId !== owner.keyId) {
    if (!(await placements.remember(place, owner, value, before ?? null))) return false;
    changed = true;
  } else if (before.state === 'stale') return false;
  else if (before.state === 'unknown') {
    changed = await placements.remember(place, owner, value, before);
  }
  if (!keys.isDead(owner)) return changed;
  const now = await placements.at(place);
  if (now?.keyId !== owner.keyId) return changed;
  return (await placements.markStale(place, now)) || changed;
}

/** Whether a value of ours stands in the line, this one or another. */
async function isStill(
  { placements }: LifecycleContext,
  keys: KnownKeys,
  { fingerprint }: Placement,
  line: OwnLine | undefined,
): Promise<boolean> {
  if (!line) return false;
  if ((await keys.whose(line.value)) !== undefined) return true;
  return (await placements.fingerprint(line.value)) === fingerprint;
}

async function isAnyMissing(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  known: readonly LinePlacement[],
  lines: readonly OwnLine[] | undefined,
): Promise<boolean> {
  for (const seen of known) {
    const line = lines?.find((each) => each.variable === seen.place.variable);
    if (!(await isStill(lifecycle, keys, seen, line))) return true;
  }
  return false;
}

async function holdsValue(
  { placements }: LifecycleContext,
  bytes: Uint8Array,
  fingerprint: string,
): Promise<boolean> {
  for (const { value } of findCopies(bytes)) {
    if ((await placements.fingerprint(value)) === fingerprint) return true;
  }
  return false;
}

async function forgetAll(
  lifecycle: LifecycleContext,
  known: readonly Placement[],
): Promise<boolean> {
  let changed = false;
  for (const seen of known) {
    changed = (await lifecycle.placements.forget(seen.place, seen)) || changed;
  }
  return changed;
}

/**
 * Of a file in no folder of this window only this is asked: whether the folder that it lay in is
 * gone. Only of a person's own files: a disk that is not there now would look the same.
 */
async function isDeletedProject(uri: Uri): Promise<boolean> {
  if (!onDisk(uri) || !isInside(homedir(), uri.fsPath)) return false;
  return access(dirname(uri.fsPath)).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
}
