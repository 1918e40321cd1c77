import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { Vault } from '../../src/lifecycle/model/ports.ts';
import type { Hook } from './hook.ts';
import type { LocalFaults } from './jobs.ts';

const fileOf = (name: string) => `${createHash('sha256').update(name).digest('hex')}.json`;

/**
 * A secret store over files that behaves like SecretStorage: what was stored is on the disk only
 * after `flushed`, and a kill before that loses it. Other processes see what is on the disk.
 */
export function createFileVault(
  folder: string,
  hook: Hook,
  fault: LocalFaults['vault'],
): Vault & { readonly close: () => void } {
  mkdirSync(folder, { recursive: true });
  const pending = new Map<string, string | undefined>();
  let locked = fault === 'locked' ? 2 : 0;
  const unlock = () => {
    if (locked > 0) {
      locked--;
      throw new Error('The keyring is locked.');
    }
  };
  const flush = () => {
    for (const [name, value] of pending) {
      const path = join(folder, fileOf(name));
      if (value === undefined) rmSync(path, { force: true });
      else writeFileSync(path, JSON.stringify({ name, value }));
    }
    pending.clear();
  };
  const read = (name: string): string | undefined => {
    if (pending.has(name)) return pending.get(name);
    return readVault(folder).get(name);
  };
  const kindOf = (name: string) => name.split(':')[0] ?? '';

  return {
    get: (name) =>
      hook(`vault.get ${kindOf(name)}`, async () => {
        unlock();
        const value = read(name);
        return value === undefined ? undefined : new Secret(value);
      }),
    store: (name, secret) =>
      hook(`vault.store ${kindOf(name)}`, async () => {
        unlock();
        if (fault === 'throws-on-store' && name.startsWith('copy:')) {
          throw new Error('The store failed.');
        }
        // Says yes and keeps nothing: what a store without a keyring behind it may do.
        if (fault === 'reads-back-nothing' && name.startsWith('copy:')) return;
        pending.set(name, secret.reveal());
      }),
    delete: (name) =>
      hook(`vault.delete ${kindOf(name)}`, async () => {
        unlock();
        pending.set(name, undefined);
      }),
    flushed: () =>
      hook('vault.flushed', async () => {
        flush();
      }),
    // An application that is closed in the ordinary way writes what it holds.
    close: flush,
  };
}

/** What is on the disk of a vault, by name. */
export function readVault(folder: string): Map<string, string> {
  const kept = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    // As written above, and by nobody else.
    const entry = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      name: string;
      value: string;
    };
    kept.set(entry.name, entry.value);
  }
  return kept;
}

/** What a machine without a keyring does when the application is closed. */
export function loseVault(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
