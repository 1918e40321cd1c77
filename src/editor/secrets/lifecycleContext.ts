import { CancelledError } from '../../domain/errors.ts';
import type { Clock, Ports } from '../../lifecycle/model/ports.ts';
import type { Places } from '../../lifecycle/model/places.ts';
import type { LifecycleEvent } from '../../lifecycle/model/events.ts';
import { thisWindow } from '../../lifecycle/model/window.ts';
import { openLifecycle, type LifecycleContext } from '../../lifecycle/context.ts';
import { nodeStateDisk } from '../../lifecycle/model/stateDisk.ts';
import type { Connections } from '../connection/connections.ts';
import type { Sessions } from '../connection/session.ts';
import { openOnce } from '../openOnce.ts';
import type { Terminals } from '../placements/terminals.ts';
import type { KeyPrograms } from '../programs/keyPrograms.ts';
import { requireTrustedFolder } from '../trustedFolder.ts';
import { applicationRun } from './applicationRun.ts';
import type { EditorVault } from './vault.ts';

/** What the lifecycle needs from this editor. */
export interface LifecycleParts {
  /** Where journal, markers, placements and ledger lie: shared by all windows of this machine. */
  readonly folder: string;
  readonly connections: Connections;
  readonly sessions: Sessions;
  readonly vault: EditorVault;
  readonly terminals: Terminals;
  /** Opened with the first place or second copy. */
  readonly programs: () => Promise<KeyPrograms>;
  readonly notify: (fact: LifecycleEvent) => void;
}

/** Opens the lifecycle over the editor's services; reads nothing yet. */
export async function openLifecycleContext(parts: LifecycleParts): Promise<LifecycleContext> {
  const ports: Ports = {
    folder: parts.folder,
    disk: nodeStateDisk,
    window: thisWindow(),
    session: await applicationRun(),
    clock,
    vault: parts.vault,
    async openAccess(connectionId) {
      const connection = parts.connections.list().find(({ id }) => id === connectionId);
      if (!connection) return undefined;
      const session = await parts.sessions.open(connection);
      return {
        keys: session.management,
        runtime: (secret) => session.runtime(secret),
        isProven: () =>
          session.provenBaseUrl().then(
            () => true,
            () => false,
          ),
      };
    },
    serverTime: (connectionId) => parts.sessions.clockOf(connectionId).now(),
    places: openedOnUse(async () => {
      const { createPlaces } = await import('../onUse.ts');
      return createPlaces(parts.terminals, (await parts.programs()).places);
    }),
    async keepAlsoIn(id) {
      const connection = parts.connections.list().find((each) => each.id === id);
      if (!connection) return [];
      const { askKeepAlsoIn } = await import('../onUse.ts');
      return askKeepAlsoIn(await parts.programs(), connection);
    },
    notify: parts.notify,
    requireTrust: requireTrustedFolder,
  };
  return openLifecycle(ports);
}

/** Places are read and written by operations alone: rows are drawn without what does that. */
function openedOnUse(open: () => Promise<Places>): Places {
  const places = openOnce(open);
  return {
    expect(all) {
      places().then(
        ({ expect }) => expect?.(all),
        // Whoever reads or replaces one of them is told why.
        () => undefined,
      );
    },
    read: async (...given) => (await places()).read(...given),
    replace: async (...given) => (await places()).replace(...given),
    async remove(...given) {
      const { remove } = await places();
      return remove ? remove(...given) : { kind: 'refused', reason: 'no-recipe' };
    },
  };
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
