import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Memento, SecretStorage } from 'vscode';
import { openHost, type Host } from '../../../src/editor/hosts/host.ts';

export class Killed extends Error {}

type State = Pick<Memento, 'get' | 'keys' | 'update'>;

function memento(values: Map<string, unknown>): State {
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    async update(key: string, next: unknown) {
      if (next === undefined) values.delete(key);
      else values.set(key, next);
    },
  } as State; // `get` has two overloads that one function cannot say.
}

/** What VS Code keeps with the client: one state and one secret store for all hosts, a state a workspace. */
export async function createClient() {
  const folder = await mkdtemp(join(tmpdir(), 'keyrail-hosts-'));
  const state = new Map<string, unknown>();
  let inMemory = new Map<string, string>();
  let onDisk = new Map<string, string>();
  let changesLeft = Infinity;
  const workspaces = new Map<string, Map<string, unknown>>();

  const change = (make: () => void) => {
    if (changesLeft-- <= 0) throw new Killed();
    // VS Code resolves before its disk has what was stored: a kill loses the last of it.
    onDisk = new Map(inMemory);
    make();
  };
  const secrets: SecretStorage = {
    onDidChange: () => {
      throw new Error('Nobody listens here.');
    },
    get: async (name) => inMemory.get(name),
    keys: async () => [...inMemory.keys()],
    async store(name, value) {
      change(() => inMemory.set(name, value));
    },
    async delete(name) {
      change(() => inMemory.delete(name));
    },
  };
  const folderOf = (path: string) => join(folder, path);

  return {
    globalState: memento(state),
    secrets,
    names: () => [...inMemory.keys()],
    folderOf,
    /** Of a version before this one, by names that say nothing. */
    before(values: Readonly<Record<string, string>>) {
      for (const [name, value] of Object.entries(values)) inMemory.set(name, value);
      onDisk = new Map(inMemory);
    },
    /** After so many changes of secrets the application is killed. */
    killAfter(changes: number) {
      changesLeft = changes;
    },
    /** The application is started again, after a kill or an end in peace. */
    startAgain(wasKilled: boolean) {
      inMemory = new Map(wasKilled ? onDisk : inMemory);
      changesLeft = Infinity;
    },
    workspace(name: string): State {
      const values = workspaces.get(name) ?? new Map<string, unknown>();
      workspaces.set(name, values);
      return memento(values);
    },
    /** Opens a window on a host. */
    open(
      host: {
        readonly path: string;
        readonly remote?: string;
        readonly hostname: string;
        readonly machine?: string;
      },
      workspace = host.path,
    ): Host {
      return openHost({
        folder: folderOf(host.path),
        remoteName: host.remote,
        hostname: host.hostname,
        machineId: () => host.machine ?? '',
        globalState: this.globalState,
        workspaceState: this.workspace(workspace),
      });
    },
    /** Something of an earlier version lies in the folder of this host. */
    usedBefore(path: string) {
      mkdirSync(join(folderOf(path), 'lifecycle'), { recursive: true });
    },
    lose: (path: string) => rm(folderOf(path), { recursive: true, force: true }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Client = Awaited<ReturnType<typeof createClient>>;
