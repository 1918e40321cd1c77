import type { Uri } from 'vscode';
import { CancelledError } from '../../domain/errors.ts';
import type { Clock, Places, Ports } from '../../lifecycle/ports.ts';
import type { Fact } from '../../lifecycle/drive/facts.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { Connections } from '../connection/connections.ts';
import type { Sessions } from '../connection/session.ts';
import { applicationRun } from './applicationRun.ts';
import type { EditorVault } from './vault.ts';

/** What the lifecycle needs from this editor. */
export interface LifecycleParts {
  readonly globalStorage: Uri;
  readonly connections: Connections;
  readonly sessions: Sessions;
  readonly vault: EditorVault;
  readonly places: () => Promise<Places>;
  readonly notify: (fact: Fact) => void;
}

/** Where journal, markers, placements and ledger lie: shared by all windows of this machine. */
export function lifecycleFolder(globalStorage: Uri): string {
  return `${globalStorage.fsPath}/lifecycle`;
}

/** Opens the lifecycle over the editor's services. Loads it, and reads nothing yet. */
export async function openLifecycleRoom(parts: LifecycleParts): Promise<Room> {
  const [{ openRoom }, { nodeDisk }, { thisWindow }, places] = await Promise.all([
    import('../../lifecycle/room.ts'),
    import('../../lifecycle/storage/disk.ts'),
    import('../../lifecycle/journal/window.ts'),
    parts.places(),
  ]);
  const ports: Ports = {
    folder: lifecycleFolder(parts.globalStorage),
    disk: nodeDisk,
    window: thisWindow(),
    session: await applicationRun(),
    clock,
    vault: parts.vault,
    async reach(connectionId) {
      const connection = parts.connections.list().find(({ id }) => id === connectionId);
      if (!connection) return undefined;
      const session = await parts.sessions.open(connection);
      return { keys: session.management, runtime: (secret) => session.runtime(secret) };
    },
    places,
    notify: parts.notify,
  };
  return openRoom(ports);
}

const clock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new CancelledError());
        return;
      }
      const onAbort = () => {
        clearTimeout(timer);
        reject(new CancelledError());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
