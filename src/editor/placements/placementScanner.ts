import { workspace, type Uri } from 'vscode';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Disposable } from '../disposables.ts';
import { findEnvFiles } from '../env/envCandidates.ts';
import type { KeyList } from '../keys/keyList.ts';
import { lookInto, registeredFiles, type ScanParts } from './lookInto.ts';
import { searchEverywhere } from './searchEverywhere.ts';
import type { Searched } from './searchFolders.ts';
import { shareWork } from './sharedWork.ts';

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

export function createPlacementScanner(
  lifecycle: () => Promise<LifecycleContext>,
  keyList: Pick<KeyList, 'snapshot'>,
): PlacementScanner {
  const parts = { lifecycle, keyList };
  const closed = new AbortController();
  const stopOf = (signal: AbortSignal) => AbortSignal.any([signal, closed.signal]);
  const scan = shareWork<Scanned>((signal) => scanFolders(parts, stopOf(signal)));

  const listeners = new Set<(files: number) => void>();
  const tellAll = (files: number) => {
    for (const tell of listeners) tell(files);
  };
  const search = shareWork<Searched>((signal) => searchEverywhere(parts, stopOf(signal), tellAll));

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
    look: (files) => lookInto(parts, files, closed.signal),
    lookAgain: async () => lookInto(parts, await registeredFiles(parts), closed.signal),
    dispose() {
      closed.abort();
    },
  };
}

/** Every file of the open folders that is named like an env file, and those where something is said to stand. */
async function scanFolders(parts: ScanParts, signal: AbortSignal): Promise<Scanned> {
  const started = performance.now();
  const opened = await parts.lifecycle();
  const before = await registeredFiles(parts);
  const anyKey = parts.keyList.snapshot.keys.length > 0 || (await opened.copies.held()).length > 0;
  if (!workspace.isTrusted || (!anyKey && before.length === 0)) {
    return { files: 0, milliseconds: performance.now() - started, changed: false };
  }
  const found = await findEnvFiles(signal);
  const files = new Map([...found, ...before].map((uri) => [uri.toString(), uri]));
  const changed = await lookInto(parts, [...files.values()], signal);
  return { files: files.size, milliseconds: performance.now() - started, changed };
}
