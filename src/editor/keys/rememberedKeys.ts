import { readFileSync } from 'node:fs';
import { after, type Disposable } from '../disposables.ts';
import type { KeptList, Remembered, ToKeep } from './keptList.ts';
import type { WindowTarget } from './windowTarget.ts';
import type * as Writers from './writeKeyList.ts';

/** Keys as a window listed them last, for the next one to show while it asks. */
export interface RememberedKeys extends Disposable {
  /** Reads one small file, at once. Never throws: what cannot be used is as if it were not there. */
  recall(place: WindowTarget): Remembered | undefined;
  /** Asks what there is to keep and writes it down a moment later, when nobody waits. */
  keep(place: WindowTarget, now: () => ToKeep | undefined): void;
  /** Writes down at once what is still to be kept: there will soon be nothing left to ask. */
  settle(): void;
  /** Takes away what was kept of a connection. */
  forget(connectionId: string): void;
  /** Takes away what was kept of connections that are no longer there. */
  keepOnly(connectionIds: readonly string[]): void;
}

/** What follows from an answer is drawn before it is written down. */
const writeAfterMs = 1000;

/** @param load what writes and removes the files, which the start of a window does without */
export function createRememberedKeys(
  folder: string,
  version: string,
  load: () => Promise<Pick<typeof Writers, 'writeKeyList' | 'removeKeyList' | 'removeOtherLists'>>,
  onError: (error: unknown) => void,
): RememberedKeys {
  let writing: Disposable | undefined;
  let write: (() => void) | undefined;
  let work = Promise.resolve();
  const fileOf = (connectionId: string) => `${folder}/${connectionId}.json`;
  const drop = () => {
    writing?.dispose();
    writing = undefined;
    write = undefined;
  };
  /** One after the other: what is taken away stays away. */
  const later = (run: () => Promise<void>) => {
    work = work.then(run).catch(onError);
  };

  return {
    recall({ connectionId, text }) {
      try {
        // `as`: nobody but this extension writes it, and of this version only.
        const kept = JSON.parse(readFileSync(fileOf(connectionId), 'utf8')) as KeptList;
        return kept.version === version && kept.place === text ? kept : undefined;
      } catch {
        return undefined;
      }
    },
    keep({ connectionId, text }, now) {
      writing?.dispose();
      write = () => {
        drop();
        const list = now();
        if (!list) return;
        later(async () => {
          const { writeKeyList } = await load();
          await writeKeyList(fileOf(connectionId), { version, place: text }, list);
        });
      };
      writing = after(writeAfterMs, write);
    },
    settle() {
      write?.();
    },
    forget(connectionId) {
      drop();
      later(async () => {
        const { removeKeyList } = await load();
        await removeKeyList(fileOf(connectionId));
      });
    },
    keepOnly(connectionIds) {
      later(async () => {
        const { removeOtherLists } = await load();
        await removeOtherLists(folder, connectionIds.map(fileOf));
      });
    },
    dispose: drop,
  };
}
