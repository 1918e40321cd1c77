import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import { isInside } from '../../files/pinnedFolder.ts';
import { findCopies } from '../../dotenv/copies.ts';
import { readEnvFile } from '../../dotenv/envFile.ts';
import { createTimeSlice, type TimeSlice } from '../../files/timeSlice.ts';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Disposable } from '../disposables.ts';
import { findEnvFiles } from '../env/envCandidates.ts';
import { onDisk, trustedSpot } from '../env/envSpot.ts';
import { ownLines } from '../env/ownLines.ts';
import type { KeyList } from '../keys/keyList.ts';
import { missingAt, unsettle } from './missingAt.ts';
import { shareWork } from './sharedWork.ts';
import { searchFolders, type Searched } from './searchFolders.ts';
import { readKnownKeys, type KnownKeys } from './knownKeys.ts';
import { sweepFolders } from './sweepFolders.ts';
import { lookForCopies } from './textCopies.ts';

/** What one look through the folders took, for the log and the bench. */
export interface Scanned {
  readonly files: number;
  readonly milliseconds: number;
  /** Whether the register of placements is another one now. */
  readonly changed: boolean;
}

/** Finds the values of our keys in `.env` files by their fingerprints. */
export interface PlacementScanner extends Disposable {
  /**
   * Looks through all open folders that are trusted; calls made meanwhile share it.
   * @throws CancelledError
   */
  scan(signal?: AbortSignal): Promise<Scanned>;
  /**
   * The same, and then into every file of those folders, whatever its format: before a key is ended.
   * @throws CancelledError
   */
  search(signal?: AbortSignal): Promise<Searched>;
  /** Looks into these files only; answers whether the register changed. */
  look(files: readonly Uri[]): Promise<boolean>;
  /** Looks again where something of ours is said to stand: a folder that went takes files along unnamed. */
  lookAgain(): Promise<boolean>;
}

const nothingSearched: Searched = {
  files: 0,
  changed: false,
  tooLarge: [],
  unreadable: [],
  tooDeep: 0,
};

export function createPlacementScanner(
  lifecycle: () => Promise<LifecycleContext>,
  keyList: Pick<KeyList, 'snapshot'>,
): PlacementScanner {
  const closed = new AbortController();

  const look = async (files: readonly Uri[], signal = closed.signal): Promise<boolean> => {
    if (files.length === 0) return false;
    const opened = await lifecycle();
    const keys = await readKnownKeys(opened, keyList);
    const slice = createTimeSlice();
    let changed = false;
    for (const file of files) {
      if (signal.aborted || !workspace.isTrusted) break;
      changed = (await lookInto(opened, keys, file, slice)) || changed;
      if (onDisk(file) && (await trustedSpot(file))) {
        changed = (await lookForCopies(opened, keys, file)) === 'changed' || changed;
      }
      if (slice.isDue()) await slice.rest();
    }
    await sweepFolders(files, signal, slice);
    return changed;
  };

  const known = async (): Promise<readonly Uri[]> => {
    const files = new Set<string>();
    for (const { place } of await (await lifecycle()).placements.all()) {
      if (place.kind !== 'terminal') files.add(place.file);
    }
    return [...files].map((file) => Uri.parse(file));
  };

  const scan = shareWork<Scanned>(async (signal) => {
    const started = performance.now();
    const opened = await lifecycle();
    const before = await known();
    const anyKey = keyList.snapshot.keys.length > 0 || (await opened.copies.held()).length > 0;
    if (!workspace.isTrusted || (!anyKey && before.length === 0)) {
      return { files: 0, milliseconds: performance.now() - started, changed: false };
    }
    const stop = AbortSignal.any([signal, closed.signal]);
    const found = await findEnvFiles(stop);
    const files = new Map([...found, ...before].map((uri) => [uri.toString(), uri]));
    const changed = await look([...files.values()], stop);
    return { files: files.size, milliseconds: performance.now() - started, changed };
  });

  const search = shareWork<Searched>(async (signal) => {
    const scanned = await scan(signal);
    if (!workspace.isTrusted) return { ...nothingSearched, changed: scanned.changed };
    const opened = await lifecycle();
    const stop = AbortSignal.any([signal, closed.signal]);
    const searched = await searchFolders(opened, await readKnownKeys(opened, keyList), stop);
    return { ...searched, changed: scanned.changed || searched.changed };
  });

  return {
    scan,
    search,
    look: (files) => look(files),
    lookAgain: async () => look(await known()),
    dispose() {
      closed.abort();
    },
  };
}

async function lookInto(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  uri: Uri,
  slice: TimeSlice,
): Promise<boolean> {
  const file = uri.toString();
  const known = keys.placementsIn(file);
  const spot = await trustedSpot(uri);
  if (!spot) return (await isDeletedProject(uri)) && forgetAll(lifecycle, known);
  const state = await readEnvFile(spot.path, spot.disk);
  if (state.kind !== 'file') {
    // A folder that was deleted took its files along, and no watcher names each of them. What is no env
    // file has no lines: a value in it is text, which is looked for next.
    const hasNone = state.code === 'no-folder' || state.code === 'bad-file-name';
    return hasNone && forgetAll(lifecycle, known);
  }
  if (known.length === 0 && !state.exists) return false;
  const variables = new Set(known.map(({ place }) => place.variable));
  const lines = await ownLines(state.bytes, keys.prefixes, variables, slice);
  let changed = false;
  for (const { variable, value } of lines ?? []) {
    const owner = await keys.whose(value);
    if (!owner) continue;
    const place = { kind: 'env', file, variable } as const;
    const before = known.find((each) => each.place.variable === variable);
    if (before?.fingerprint !== owner.fingerprint || before.keyId !== owner.keyId) {
      const remembered = await lifecycle.placements.remember(place, owner, value, before ?? null);
      if (!remembered) continue;
      changed = true;
    } else if (before.state === 'stale') continue;
    else if (before.state === 'unknown') {
      changed = (await lifecycle.placements.remember(place, owner, value, before)) || changed;
    }
    if (!keys.isDead(owner)) continue;
    const now = await lifecycle.placements.at(place);
    if (now?.keyId !== owner.keyId) continue;
    changed = (await lifecycle.placements.markStale(place, now)) || changed;
  }
  for (const seen of known) {
    const { place, fingerprint } = seen;
    const line = lines?.find((each) => each.variable === place.variable);
    const isThere =
      line &&
      ((await keys.whose(line.value)) !== undefined ||
        (await lifecycle.placements.fingerprint(line.value)) === fingerprint);
    if (isThere) continue;
    // In a file that readers do not agree on it is a place of another kind meanwhile.
    if (!lines && (await holdsValue(lifecycle, state.bytes, fingerprint))) continue;
    // The value of another key that is listed was put there on purpose.
    const isOther = line && (await keys.ownerOf(line.value)) !== undefined;
    const isOver = seen.state === 'stale' || isOther || (await missingAt(place, state)) === 'gone';
    changed = (await unsettle(lifecycle, seen, isOver)) || changed;
  }
  return changed;
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
