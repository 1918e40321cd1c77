import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { LocalFacts } from './localFacts.ts';
import { findMissingCopies, tellMissing } from '../../lifecycle/copies/missingCopies.ts';

/**
 * Shows in the rows and tells the person which local copies this editor's key store no longer has. Reads
 * every copy, so it runs after the first answer of a server and never to draw a row.
 */
export async function tellMissingCopies(
  lifecycle: LifecycleContext,
  { localFacts, keyList }: { localFacts: Reloads; keyList: Redraws },
): Promise<void> {
  const found = await findMissingCopies(lifecycle.copies, lifecycle.checkPersistence);
  if (found.kind !== 'known' || found.missing.length === 0) return;
  await localFacts.reload();
  keyList.redraw();
  await tellMissing(lifecycle.ports, found.missing);
}

type Reloads = Pick<LocalFacts, 'reload'>;
type Redraws = Pick<KeyList, 'redraw'>;
