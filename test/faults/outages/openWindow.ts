import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createCircuit } from '../../../src/client/transport/circuit.ts';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import { createRuntimeClient } from '../../../src/client/api/runtimeClient.ts';
import { createServerClock } from '../../../src/client/transport/serverClock.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import type { Log } from '../../../src/editor/log.ts';
import { createRecovery } from '../../../src/editor/secrets/recovery.ts';
import { thisWindow } from '../../../src/lifecycle/model/window.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { openLifecycle, type LifecycleContext } from '../../../src/lifecycle/context.ts';
import { nodeStateDisk } from '../../../src/lifecycle/model/stateDisk.ts';
import { connectionId } from '../connection.ts';
import { createFileVault } from '../fileVault.ts';
import { createHook } from '../hook.ts';
import type { Act, Asked, Begun, Standing } from './asked.ts';
import { createBusy } from './busy.ts';
import { createWindowTime } from './windowTime.ts';

/** A window's extension host without the window, whose time passes when it is told to. */
export interface OpenWindow {
  begin(what: Begun, keyId: string): Promise<void>;
  pass(until: number, act: Act): Promise<void>;
  standing(): Promise<Standing>;
  close(): void;
}

const patienceMs = 30_000;
const hourMs = 3_600_000;

/** The real lifecycle and recovery, over HTTP, with a circuit and a clock of the server as a session has them. */
export async function openWindow(asked: Asked & { readonly kind: 'open' }): Promise<OpenWindow> {
  const { dir, url, token, workspaceId, accountId, session } = asked;
  const time = createWindowTime();
  const busy = createBusy();
  const hook = createHook(null, null, () => undefined);
  const vault = createFileVault(join(dir, 'vault'), hook, undefined);
  const machine = () => Date.now() + time.now();
  const clock = createServerClock(machine);
  const circuit = createCircuit(() => time.now());
  const edge = { baseUrl: url, timeoutMs: patienceMs, circuit, clock };
  const management = createManagementClient(
    createHttp({
      ...edge,
      headers: async () => ({ authorization: new Secret(`Bearer ${token}`) }),
    }),
  );
  const keys = busy.counted(management);
  const runtime = createHttp({ ...edge, headers: async () => ({}) });
  const folder = join(dir, 'lifecycle');
  await mkdir(folder, { recursive: true });
  const lifecycle: LifecycleContext = openLifecycle({
    folder,
    disk: busy.counted(nodeStateDisk),
    window: thisWindow(),
    session,
    clock: busy.counted({
      now: () => new Date(machine()),
      // What is waited for here is a disk that a file in memory stands for.
      sleep: async () => undefined,
    }),
    vault: busy.counted(vault),
    openAccess: async () => ({
      keys,
      runtime: (secret) => busy.counted(createRuntimeClient(runtime, secret)),
    }),
    serverTime: () => clock.now(),
    places: { read: async () => undefined, replace: async () => ({ kind: 'changed' }) },
    requireTrust: () => undefined,
    notify: () => undefined,
  });

  /** As a refresh of the view: what it means for what waits is in `beginWindow.ts`. */
  const refresh = async () => {
    const isRead = await keys.apiKeys(workspaceId).then(
      () => true,
      () => false,
    );
    if (isRead) recovery.answered(connectionId);
    else recovery.takeOver();
  };
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (line, cause) => {
      throw new Error(line, { cause });
    },
    show: () => undefined,
    dispose: () => undefined,
  };
  const recovery = createRecovery(
    folder,
    async () => lifecycle,
    refresh,
    log,
    () => import('../../../src/editor/secrets/recoveryWork.ts'),
    time.scheduler,
  );
  // The view has read the list before anything can be begun in it.
  await refresh();
  recovery.start();
  await busy.quiet(dir);

  return {
    async begin(what, keyId) {
      const at = { connectionId, workspaceId };
      const expiresAt = new Date(clock.now().getTime() + 24 * hourMs).toISOString();
      const wanted = { serviceAccountId: accountId, scope: ['runs:write'] as const };
      if (what === 'issue') {
        await issue(lifecycle, { ...at, ...wanted, expiresAt });
      } else {
        const rows = await keys.apiKeys(workspaceId);
        const key = rows.find((row) => row.api_key_id === keyId);
        if (!key) throw new Error('The key that was made for this run is not listed.');
        const replaced = { ...at, key, places: [], expiresAt };
        if (what === 'revoke') await revoke(lifecycle, { ...at, key });
        else if (what === 'rotate') await rotate(lifecycle, replaced);
        else await rotateWithOverlap(lifecycle, { ...replaced, grace: '15min' });
      }
      await recovery.reschedule();
      await busy.quiet(dir);
    },
    async pass(until, act) {
      time.passUntil(until);
      if (act === 'refresh') await refresh();
      if (act === 'look') recovery.takeOver();
      await busy.quiet(dir);
    },
    async standing() {
      const { entries } = await lifecycle.journal.find();
      return {
        next: time.next() ?? null,
        waiting: entries.map(({ id, waits, retirement }) => ({
          id,
          for: waits,
          dueAt:
            retirement?.dueAt == null
              ? null
              : Date.parse(retirement.dueAt) - clock.now().getTime() + time.now(),
        })),
        aheadMs: clock.aheadMs(),
      };
    },
    close() {
      recovery.dispose();
      vault.close();
    },
  };
}
