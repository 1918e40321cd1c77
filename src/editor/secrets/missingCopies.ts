import type { LifecycleContext } from '../../lifecycle/context.ts';
import { findMissingCopies, tellMissing } from '../../lifecycle/copies/missingCopies.ts';

/**
 * Tells the person which local copies this editor's key store no longer has. Reads every copy, so it
 * runs after the first answer of a server and never to draw a row.
 */
export async function tellMissingCopies(lifecycle: LifecycleContext): Promise<void> {
  const found = await findMissingCopies(lifecycle.copies, lifecycle.checkPersistence);
  if (found.kind === 'known') await tellMissing(lifecycle.ports, found.missing);
}
