import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp } from '../../../src/client/transport/http.ts';
import {
  createManagementClient,
  type ManagementClient,
} from '../../../src/client/api/managementClient.ts';
import { createRuntimeClient, type RuntimeClient } from '../../../src/client/api/runtimeClient.ts';
import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import type { Secret } from '../../../src/domain/secrets/secret.ts';
import { nodeStateDisk, type StateDisk } from '../../../src/lifecycle/model/stateDisk.ts';
import type { LifecycleEvent } from '../../../src/lifecycle/model/events.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import type { Outcome } from '../../../src/lifecycle/drive/outcome.ts';
import type { Ports, ServerAccess } from '../../../src/lifecycle/model/ports.ts';
import type { Place } from '../../../src/lifecycle/model/places.ts';
import { openLifecycle, type LifecycleContext } from '../../../src/lifecycle/context.ts';
import type { ApiKey } from '../../../src/wire/apiKeys.ts';
import { handed } from '../controlPlane/handed.ts';
import { createMemoryPlaces, type MemoryPlaces } from './memoryPlaces.ts';
import { createMemoryVault, type MemoryVault } from './memoryVault.ts';

/** A person at a machine: a real control plane in memory reach, a real folder, a vault, placements. */
export interface LifecycleFixture {
  readonly ports: Ports;
  readonly lifecycle: LifecycleContext;
  readonly vault: MemoryVault;
  readonly places: MemoryPlaces;
  readonly facts: LifecycleEvent[];
  /** The connection as the lifecycle sees it; a test may put something else in its place. */
  server: ServerAccess;
  readonly management: ManagementClient;
  readonly runtime: (secret: Secret) => RuntimeClient;
  /** Whether answers of the control plane tell its time; else this machine's is taken for it. */
  tellsTime: boolean;
  readonly at: { readonly connectionId: string; readonly workspaceId: string };
  readonly accountId: string;
  /** Moves the clock of this machine alone. */
  pass(ms: number): void;
  /** Lets time pass, for the control plane as well. */
  passEverywhere(ms: number): void;
  /** The application is closed and started again: another window, another session. */
  restart(): LifecycleFixture;
  /** Another window of the same session. */
  window(): LifecycleFixture;
  rows(): Promise<ApiKey[]>;
  row(keyId: string): Promise<ApiKey>;
  /** Issues a key that is kept and settled. */
  key(expiresAt?: string | null): Promise<Issued>;
  /** The same, and its value stands in a placement that is registered. */
  placedKey(place: Place, expiresAt?: string | null): Promise<Issued>;
  accepts(secret: Secret | string): Promise<boolean>;
  /** Every later write fails like this, until `mendDisk`. */
  breakDisk(code: 'ENOSPC' | 'EROFS'): void;
  mendDisk(): void;
  /** The text of every file of the lifecycle's folder. */
  everythingOnDisk(): Promise<string>;
  dispose(): Promise<void>;
}

export type Issued = Outcome & { readonly kind: 'kept' };

export const inADay = () => new Date(Date.now() + 86_400_000).toISOString();

/** A fixture at which an earlier session has proved that this machine keeps secrets. */
export async function openProvenFixture(): Promise<LifecycleFixture> {
  const first = await openFixture();
  await first.lifecycle.checkPersistence();
  return first.restart();
}

export async function openFixture(): Promise<LifecycleFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrail-lifecycle-'));
  let planeMs = 0;
  const planeTime = () => new Date(Date.now() + planeMs);
  const plane = await openLocalControlPlane(join(folder, 'plane'), { now: planeTime });
  const caller = { subject: plane.subject };
  const edge = {
    baseUrl: 'http://127.0.0.1:1',
    timeoutMs: 5_000,
    headers: async () => ({}),
  };
  const management = createManagementClient(
    createHttp({ ...edge, fetch: (request) => plane.app.hand(request, caller) }),
  );
  const runtime = (secret: Secret) =>
    createRuntimeClient(
      createHttp({ ...edge, fetch: (request) => plane.app.hand(request) }),
      secret,
    );
  const { workspaceId } = plane;
  const account = await management.createServiceAccount(
    workspaceId,
    { service_account_id: `svc_${randomUUID()}`, name: `ci-${randomUUID()}` },
    { idempotencyKey: randomUUID() },
  );

  const shared = {
    vault: createMemoryVault(),
    places: createMemoryPlaces(),
    facts: [] as LifecycleEvent[],
    server: { keys: management, runtime } as ServerAccess,
    offsetMs: 0,
    tellsTime: false,
    diskCode: undefined as 'ENOSPC' | 'EROFS' | undefined,
  };
  const refuse = () => {
    if (shared.diskCode === undefined) return;
    const { diskCode: code } = shared;
    throw Object.assign(new Error(`${code}: the disk refuses`), { code, syscall: 'write' });
  };
  const disk: StateDisk = {
    ...nodeStateDisk,
    async write(path, text) {
      refuse();
      await nodeStateDisk.write(path, text);
    },
    async append(path, text) {
      refuse();
      await nodeStateDisk.append(path, text);
    },
  };
  const at = { connectionId: 'here', workspaceId };
  const accountId = account.service_account_id;

  const sit = (session: string, windowNumber: number): LifecycleFixture => {
    const ports: Ports = {
      folder: join(folder, 'lifecycle'),
      disk,
      // Windows of a test share a process: another host keeps one from being taken for dead.
      window: { id: randomUUID(), pid: process.pid, host: `${hostname()}-${windowNumber}` },
      session,
      clock: {
        now: () => new Date(Date.now() + shared.offsetMs),
        async sleep() {
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
      vault: shared.vault,
      openAccess: async () => shared.server,
      serverTime: () => (shared.tellsTime ? planeTime() : ports.clock.now()),
      places: shared.places,
      notify: (fact) => shared.facts.push(fact),
      requireTrust: () => undefined,
    };
    const lifecycle = openLifecycle(ports);
    const fixture: LifecycleFixture = {
      ports,
      lifecycle,
      vault: shared.vault,
      places: shared.places,
      facts: shared.facts,
      management,
      runtime,
      get server() {
        return shared.server;
      },
      set server(server) {
        shared.server = server;
      },
      get tellsTime() {
        return shared.tellsTime;
      },
      set tellsTime(tells) {
        shared.tellsTime = tells;
      },
      at,
      accountId,
      pass(ms) {
        shared.offsetMs += ms;
      },
      passEverywhere(ms) {
        planeMs += ms;
        fixture.pass(ms);
      },
      restart() {
        // Nobody renews its leases any more.
        fixture.pass(61_000);
        return sit(randomUUID(), windowNumber + 1);
      },
      window: () => sit(session, windowNumber + 1),
      rows: () => management.apiKeys(workspaceId),
      async row(keyId) {
        const row = (await management.apiKeys(workspaceId)).find((key) => key.api_key_id === keyId);
        if (!row) throw new Error(`There is no key ${keyId}.`);
        return row;
      },
      async key(expiresAt = inADay()) {
        const outcome = await issue(lifecycle, {
          ...at,
          serviceAccountId: accountId,
          scope: ['runs:write'],
          expiresAt,
        });
        if (outcome.kind !== 'kept') throw new Error(`The key was not kept: ${outcome.kind}.`);
        await outcome.settling;
        return outcome;
      },
      async placedKey(place, expiresAt) {
        const issued = await fixture.key(expiresAt);
        const secret = await lifecycle.copies.read(at.connectionId, issued.keyId);
        if (!secret) throw new Error('A kept key has a copy.');
        shared.places.put(place, secret.reveal());
        await lifecycle.placements.remember(place, { ...at, keyId: issued.keyId }, secret);
        return issued;
      },
      async accepts(secret) {
        const value = typeof secret === 'string' ? secret : secret.reveal();
        return (await handed(plane, 'GET', '/_probe', { secret: value })).status === 404;
      },
      breakDisk(code) {
        shared.diskCode = code;
      },
      mendDisk() {
        shared.diskCode = undefined;
      },
      async everythingOnDisk() {
        const files = await readdir(ports.folder, { recursive: true, withFileTypes: true });
        const texts = files
          .filter((file) => file.isFile())
          .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
        return (await Promise.all(texts)).join('\n');
      },
      async dispose() {
        await plane.close();
        // What an operation still settles may put a file into a folder that is being emptied.
        await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      },
    };
    return fixture;
  };
  return sit(randomUUID(), 1);
}
