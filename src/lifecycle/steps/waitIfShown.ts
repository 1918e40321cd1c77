import { tellMissing } from '../copies/missingCopies.ts';
import { need, type Run, type StepResult } from './run.ts';

/**
 * The wait for a new secret that this machine has lost, where somebody may be using it: the person
 * has put it elsewhere, or could have. Its key is told of then, and not touched. `undefined` where
 * nobody can have it.
 */
export async function waitIfShown(run: Run): Promise<(StepResult & { kind: 'wait' }) | undefined> {
  const { copy, isShown } = run.lease.entry;
  if (copy !== 'elsewhere' && isShown !== true) return undefined;
  await tellLostSecret(run);
  return { kind: 'wait', for: 'replacement' };
}

/** Tells once that the new secret is not where it was kept. */
export async function tellLostSecret({ lifecycle, lease }: Run): Promise<void> {
  const { connectionId, issued } = lease.entry;
  const { keyId } = need(issued, 'key');
  const marker = await lifecycle.copies.marker(connectionId, keyId);
  if (marker) lifecycle.copies.noteLost(marker);
  await tellMissing(lifecycle.ports, [marker ?? { keyId, storedAt: '' }]);
}
