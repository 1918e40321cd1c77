import { Uri, workspace } from 'vscode';
import { isNamedLikeEnv } from '../../dotenv/envFileName.ts';
import { nothingLeftOut, type Found } from '../../dotenv/searchFiles.ts';
import { createTimeSlice } from '../../files/timeSlice.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Disposable } from '../disposables.ts';
import { findEnvFiles } from '../env/envCandidates.ts';
import { onDisk, trustedSpot } from '../env/envSpot.ts';
import type { KeyList } from '../keys/keyList.ts';
import { lookForLines } from './envLines.ts';
import { shareWork } from './sharedWork.ts';
import { searchFolders, type Searched } from './searchFolders.ts';
import { readKnownKeys } from './knownKeys.ts';
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
   * The same, and then into every file of those folders, whatever its format: before a key is ended. Tells now
   * and then how many files were looked at. @throws CancelledError
   */
  search(signal?: AbortSignal, tell?: (files: number) => void): Promise<Searched>;
  /** Looks into these files only; answers whether the register changed. */
  look(files: readonly Uri[]): Promise<boolean>;
  /** Looks again where something of ours is said to stand: a folder that went takes files along unnamed. */
  lookAgain(): Promise<boolean>;
}

const nothingSearched = () => ({ files: 0, unsearched: nothingLeftOut() });

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
      changed = (await lookForLines(opened, keys, file, slice)) || changed;
      if (onDisk(file) && (await trustedSpot(file))) {
        changed = (await lookForCopies(opened, keys, file)) || changed;
      }
      if (slice.isDue()) await slice.rest();
    }
    await sweepFolders(files, signal, slice);
    return changed;
  };

  const known = async (): Promise<readonly Uri[]> => {
    const files = new Map<string, Uri>();
    const slice = createTimeSlice();
    for (const { place } of await (await lifecycle()).placements.all()) {
      if (!('file' in place) || files.has(place.file)) continue;
      files.set(place.file, Uri.parse(place.file));
      // There may be ten thousand.
      if (slice.isDue()) await slice.rest();
    }
    return [...files.values()];
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

  const listeners = new Set<(files: number) => void>();
  const tellAll = (files: number) => {
    for (const tell of listeners) tell(files);
  };

  const search = shareWork<Searched>(async (signal) => {
    const stop = AbortSignal.any([signal, closed.signal]);
    const away = (workspace.workspaceFolders ?? []).filter(({ uri }) => !onDisk(uri));
    const before = await known();
    // What is not on this disk, and what lies where nobody would look, is looked at by its name.
    const named = new Map<string, Uri>();
    const slice = createTimeSlice();
    for (const uri of [...before, ...(await findEnvFiles(stop, away))]) {
      named.set(uri.toString(), uri);
      if (slice.isDue()) await slice.rest();
    }
    if (!workspace.isTrusted) {
      return { ...nothingSearched(), changed: await look([...named.values()], stop) };
    }
    const opened = await lifecycle();
    const keys = await readKnownKeys(opened, keyList);
    let changed = false;
    const lookAt = async (uri: Uri, { bytes, isChanging }: Found) => {
      // What was read is good until others read, too.
      const content = { bytes: Buffer.from(bytes), isChanging };
      named.delete(uri.toString());
      if (keys.placementsIn(uri.toString()).length > 0 || isNamedLikeEnv(uri.path)) {
        changed = (await lookForLines(opened, keys, uri, slice)) || changed;
      }
      changed = (await lookForCopies(opened, keys, uri, content)) || changed;
    };
    const { temporaries, ...searched } = await searchFolders(keys, lookAt, stop, tellAll);
    if (!stop.aborted) changed = (await look([...named.values()], stop)) || changed;
    // The next content of a file lies beside it, or in a folder of its own there.
    const beside = temporaries.flatMap((uri) => [uri, Uri.joinPath(uri, '..')]);
    await sweepFolders([...before, ...beside], stop, slice);
    return { ...searched, changed };
  });

  return {
    scan,
    async search(signal, tell = () => undefined) {
      listeners.add(tell);
      try {
        return await search(signal);
      } finally {
        listeners.delete(tell);
      }
    },
    look: (files) => look(files),
    lookAgain: async () => look(await known()),
    dispose() {
      closed.abort();
    },
  };
}
