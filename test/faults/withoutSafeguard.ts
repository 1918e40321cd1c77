import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { StateDisk } from '../../src/lifecycle/model/stateDisk.ts';
import type { Programs } from '../../src/programs/engine.ts';
import type { KeyServer, Vault } from '../../src/lifecycle/model/ports.ts';
import type { Safeguard } from './jobs.ts';

/**
 * The ports with one safeguard taken out, so that it can be seen what it is good for. Nothing of
 * this exists in the product: it stands between the unchanged lifecycle and its surroundings.
 */
export function weakenDisk(disk: StateDisk, without: Safeguard | null): StateDisk {
  switch (without) {
    case 'journal-fsync':
      return { ...disk, syncFile: async () => undefined, syncFolder: async () => undefined };
    case 'tombstones':
      return {
        ...disk,
        async rename(from, to) {
          if (basename(dirname(to)) === 'tombstones') await disk.remove(from);
          else await disk.rename(from, to);
        },
      };
    case 'persistence-gate':
      return {
        ...disk,
        async read(path) {
          // Whatever is there was planted by an earlier session, says this disk.
          if (basename(path) === 'canary') return 'any\nanother-session';
          return disk.read(path);
        },
      };
    case 'lease':
      return withoutLease(disk);
    default:
      return disk;
  }
}

export function weakenVault(vault: Vault, without: Safeguard | null): Vault {
  if (without === 'read-back') {
    const believed = new Map<string, Secret>();
    return {
      ...vault,
      async store(name, secret) {
        await vault.store(name, secret);
        believed.set(name, secret);
      },
      async get(name) {
        return believed.get(name) ?? vault.get(name);
      },
    };
  }
  if (without === 'persistence-gate') {
    return {
      ...vault,
      async get(name) {
        return name.startsWith('canary:') ? new Secret('found') : vault.get(name);
      },
    };
  }
  return vault;
}

export function weakenServer(keys: KeyServer, without: Safeguard | null): KeyServer {
  if (without === 'same-idempotency-key') {
    return {
      apiKeys: (...given) => keys.apiKeys(...given),
      createApiKey: (ws, body, call) =>
        keys.createApiKey(ws, body, { ...call, idempotencyKey: randomUUID() }),
      rotateApiKey: (ws, keyId, body, call) =>
        keys.rotateApiKey(ws, keyId, body, { ...call, idempotencyKey: randomUUID() }),
      revokeApiKey: (...given) => keys.revokeApiKey(...given),
    };
  }
  if (without === 'explicit-expiry') {
    return {
      ...keys,
      async rotateApiKey(ws, keyId, { expires_at: wanted, ...inherited }, call) {
        const rotated = await keys.rotateApiKey(ws, keyId, inherited, call);
        // A client that does not send it does not look at it either.
        return { ...rotated, apiKey: { ...rotated.apiKey, expires_at: wanted ?? null } };
      },
    };
  }
  return keys;
}

type CalledPrograms = Pick<Programs, 'get' | 'put' | 'seen' | 'remove'>;

export function weakenPrograms(
  programs: CalledPrograms,
  without: Safeguard | null,
): CalledPrograms {
  if (without === 'program-read-back') {
    const believed = new Map<string, Secret>();
    return {
      ...programs,
      async put(place, secret, signal) {
        believed.set(place.recipe, secret);
        return programs.put(place, secret, signal);
      },
      async get(place, signal) {
        const secret = believed.get(place.recipe);
        return secret ? { kind: 'value', secret } : programs.get(place, signal);
      },
      async seen(place, signal) {
        return believed.has(place.recipe) ? { kind: 'not-told' } : programs.seen(place, signal);
      },
    };
  }
  if (without === 'program-moments') {
    return {
      ...programs,
      get: async () => ({ kind: 'not-readable' }),
      seen: async () => ({ kind: 'not-told' }),
    };
  }
  return programs;
}

/** Every process takes what it wants and never notices that another did, too. */
function withoutLease(disk: StateDisk): StateDisk {
  const mine = new Map<string, string>();
  const idOf = (name: string) => /^(.+)\.\d+\.json$/.exec(name)?.[1];
  return {
    ...disk,
    async read(path) {
      const text = await disk.read(path);
      return basename(dirname(path)) === 'journal' && text !== undefined
        ? text.replace(/"lease":\{"window":\{[^}]*\},"until":"[^"]*"\}/, '"lease":null')
        : text;
    },
    async link(from, to) {
      const id = idOf(basename(to));
      if (id !== undefined && basename(dirname(to)) === 'journal') {
        mine.set(id, basename(to));
        await disk.write(to, (await disk.read(from)) ?? '');
        return true;
      }
      return disk.link(from, to);
    },
    async list(folder) {
      const names = await disk.list(folder);
      if (basename(folder) !== 'journal') return names;
      const others = names.filter((name) => !mine.has(idOf(name) ?? ''));
      return [...others, ...mine.values()].filter(
        (name) =>
          !names.some((other) => other.startsWith(`${idOf(name)}.`) && other.endsWith('.settled')),
      );
    },
    async remove(path) {
      const id = idOf(basename(path));
      if (id !== undefined && mine.get(id) !== undefined && mine.get(id) !== basename(path)) return;
      await disk.remove(join(path));
    },
  };
}
