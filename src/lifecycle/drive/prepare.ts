import type { Persistence } from '../storage/canary.ts';
import type { LifecycleContext } from '../context.ts';

/**
 * What has to be in place before a key can be made: the vault is checked, a key for sealing and the
 * canary have got to its disk. Takes a moment at the very first time; a command may call it while
 * its prompts are open. @throws VaultError, or what the disk throws
 */
export async function prepare(lifecycle: LifecycleContext): Promise<Persistence> {
  const [, persistence] = await Promise.all([
    lifecycle.strongbox.prepare(),
    lifecycle.checkPersistence(),
  ]);
  return persistence;
}
