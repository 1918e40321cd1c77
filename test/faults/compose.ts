import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHttp } from '../../src/client/transport/http.ts';
import { createManagementClient } from '../../src/client/api/managementClient.ts';
import { createRuntimeClient } from '../../src/client/api/runtimeClient.ts';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { nodeStateDisk } from '../../src/lifecycle/model/stateDisk.ts';
import type { KeyServer, Ports, ServerAccess } from '../../src/lifecycle/model/ports.ts';
import type { Place, Places } from '../../src/lifecycle/model/places.ts';
import { thisWindow } from '../../src/lifecycle/model/window.ts';
import { createEnvPlaces } from './envPlaces.ts';
import { createFileVault } from './fileVault.ts';
import { createHookedDisk } from './hookedDisk.ts';
import type { Hook } from './hook.ts';
import type { Job, Told } from './jobs.ts';
import { createPowerCutDisk } from './powerCutDisk.ts';
import { createSecondVault, isSecond, keptAlsoIn } from './secondVault.ts';
import { createHookedPrograms } from './programs.ts';
import { weakenDisk, weakenServer, weakenVault } from './withoutSafeguard.ts';

/** Sleeps are this much shorter than the lifecycle asks for; their order stays. */
const hurry = 20;

/** The real lifecycle's surroundings in a worker, every boundary of them hooked. */
export function compose(job: Job, hook: Hook): { ports: Ports; close: () => Promise<void> } {
  const { dir, faults, without } = job;
  const cut = faults.powerCut ? createPowerCutDisk(nodeStateDisk) : undefined;
  const disk = weakenDisk(createHookedDisk(cut ?? nodeStateDisk, hook, faults.disk), without);
  const vault = createFileVault(join(dir, 'vault'), hook, faults.vault);
  const access = reach(job, hook);

  const ports: Ports = {
    folder: join(dir, 'lifecycle'),
    disk,
    window: thisWindow(),
    session: job.session,
    clock: {
      now: () => new Date(),
      sleep: (ms, signal) => sleep(ms / hurry, signal),
    },
    vault: weakenVault(vault, without),
    openAccess: async () => access,
    serverTime: () => new Date(),
    places: placesOf(job, hook),
    keepAlsoIn: async () => [keptAlsoIn],
    requireTrust: () => undefined,
    notify: (fact) => {
      tell(dir, { kind: 'fact', fact });
    },
  };
  return {
    ports,
    async close() {
      vault.close();
      await cut?.close();
    },
  };
}

/** Files, programs, and the person's own vault. */
function placesOf({ dir, faults, without }: Job, hook: Hook): Places {
  const files = createEnvPlaces(hook, faults.env, createHookedPrograms(dir, hook, without));
  const second = createSecondVault(dir, hook, faults.second);
  const behind = (place: Place) => (isSecond(place) ? second : files);
  return {
    read: (place, ...more) => behind(place).read(place, ...more),
    replace: (place, ...more) => behind(place).replace(place, ...more),
  };
}

/** What the person was told stays told, whatever happens to the process. */
export function tell(dir: string, told: Told): void {
  appendFileSync(join(dir, 'told.jsonl'), `${JSON.stringify(told)}\n`);
}

function reach({ url, token, timeoutMs, without }: Job, hook: Hook): ServerAccess {
  const edge = { baseUrl: url, timeoutMs };
  const management = createManagementClient(
    createHttp({
      ...edge,
      headers: async () => ({ authorization: new Secret(`Bearer ${token}`) }),
    }),
  );
  const keys: KeyServer = weakenServer(management, without);
  const runtime = createHttp({ ...edge, headers: async () => ({}) });
  return {
    keys: {
      apiKeys: (...given) => hook('server list', () => keys.apiKeys(...given)),
      createApiKey: (...given) => hook('server create', () => keys.createApiKey(...given)),
      rotateApiKey: (...given) => hook('server rotate', () => keys.rotateApiKey(...given)),
      revokeApiKey: (...given) => hook('server revoke', () => keys.revokeApiKey(...given)),
    },
    runtime: (secret) => {
      const client = createRuntimeClient(runtime, secret);
      return { probe: (signal) => hook('server probe', () => client.probe(signal)) };
    },
  };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('Stopped.'));
    });
  });
}
