import { createApp, type App } from './app.ts';
import { openDatabase } from './database/open.ts';
import type { Database } from './database/query.ts';
import { rethrow } from './database/storageErrors.ts';
import { createExecutor } from './runs/executor.ts';
import { readInstall } from './install.ts';
import { identifyPortOwner } from './listener/portOwner.ts';
import { createLastUsed } from './credentials/lastUsed.ts';
import {
  serveRuntimePlane,
  type RuntimePlane,
  type RuntimePlaneState,
} from './listener/runtimePlane.ts';
import { seed, type Seed } from './workspaces/seed.ts';

/** An open local control plane, over a data file that other processes may have open as well. */
export interface LocalControlPlane {
  readonly app: App;
  /** The workspace that every local control plane begins with. */
  readonly workspaceId: string;
  /** Whom `app.hand` is to be told as caller for the management plane. */
  readonly subject: string;
  /** Sentences that the person must see, about what was found on opening. */
  readonly notices: readonly string[];
  /**
   * Serves the runtime plane on the port, or stands by for the window that does.
   * @throws UserFacingError when the port cannot be used at all.
   */
  listen(port: number, options?: ListenOptions): Promise<RuntimePlaneState>;
  /** Whether whoever has this port proves at this moment that they have the same data file open. */
  hasPort(port: number): Promise<boolean>;
  /** Stops listening and running, writes what is pending, closes the file. Twice is fine. */
  close(): Promise<void>;
}

export interface ListenOptions {
  /** Told when this window begins or ceases to serve, after the state that `listen` answered. */
  readonly onChange?: (state: RuntimePlaneState) => void;
  readonly lookEveryMs?: number;
}

export interface LocalControlPlaneOptions extends Partial<Seed> {
  /** Per tenant; 0, the default, is no limit. */
  readonly runsPerMinute?: number;
  readonly replaysPerMinute?: number;
  /** How long a step of a run takes, in milliseconds. */
  readonly stepMs?: number;
  readonly now?: () => Date;
  /** Keyrail's, to be told to whoever asks how this control plane is. */
  readonly version?: string;
  /** Told what no caller can be told. */
  readonly report?: (error: unknown) => void;
}

/** Opens (or begins) the control plane in a folder. @throws UserFacingError when that cannot be done. */
export async function openLocalControlPlane(
  dataDir: string,
  options: LocalControlPlaneOptions = {},
): Promise<LocalControlPlane> {
  const { database, notices } = await openDatabase(dataDir);
  try {
    return assemble(database, notices, options);
  } catch (error) {
    database.close();
    return rethrow(error);
  }
}

function assemble(
  database: Database,
  notices: readonly string[],
  options: LocalControlPlaneOptions,
): LocalControlPlane {
  const { now = () => new Date(), report = () => undefined, planId = 'plan_local' } = options;
  const { subject = 'local@keyrail', members = [] } = options;
  const home = seed(database, now(), { subject, planId, members });
  const install = readInstall(database, now());
  const executor = createExecutor({ database, now, report, stepMs: options.stepMs ?? 60 });
  const lastUsed = createLastUsed(database, report);
  const limits = {
    runsPerMinute: options.runsPerMinute ?? 0,
    replaysPerMinute: options.replaysPerMinute ?? 0,
  };
  const app = createApp({
    database,
    install,
    executor,
    lastUsed,
    limits,
    version: options.version,
    defaultPlanId: planId,
    now,
    report,
  });
  executor.catchUp();
  const runtimePlanes: Promise<RuntimePlane>[] = [];
  return {
    app,
    ...home,
    notices,
    async listen(port, listening = {}) {
      const served = serveRuntimePlane({ serve: { app, port }, install, report, ...listening });
      runtimePlanes.push(served);
      return (await served).state;
    },
    async hasPort(port) {
      for (const served of await Promise.allSettled(runtimePlanes)) {
        if (served.status !== 'fulfilled') continue;
        const { state } = served.value;
        if (state.kind === 'serving' && state.port === port) return true;
      }
      const owner = await identifyPortOwner(install, port);
      if (owner.kind === 'ours') owner.watch?.leave();
      return owner.kind === 'ours';
    },
    async close() {
      for (const served of await Promise.allSettled(runtimePlanes)) {
        if (served.status === 'fulfilled') await served.value.close();
      }
      executor.close();
      lastUsed.close();
      database.close();
    },
  };
}
