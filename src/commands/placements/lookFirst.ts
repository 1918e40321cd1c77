import { t } from '@vscode/l10n';
import { withProgress } from '../../editor/prompts.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { listKeyPlaces, type KeyPlace } from '../../editor/placements/keyPlaces.ts';
import type { Unsearched } from '../../dotenv/search.ts';
import type { Services } from '../../services.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';

/** The window's own parts, which `Places` is made of. */
type LooksFirst = Pick<Services, 'keyList' | 'localFacts' | 'scanner'>;

/**
 * Looks for the values of all keys in every file of the open folders, so that what is said next about a
 * key, and what is done with it, leaves out no place. @throws CancelledError
 */
export function lookFirst(ports: LooksFirst): Promise<Unsearched> {
  return withProgress(t('Looking for the value'), async (signal, step) => {
    const scanner = await ports.scanner();
    const searched = await scanner.search(signal, (files) => {
      step(t('{0} files so far', files));
    });
    if (searched.changed) {
      await ports.localFacts.reload();
      ports.keyList.redraw();
    }
    return searched.unsearched;
  });
}

/** Every place of a key as it is now. A program may wait for its person: what is stopped is not known. */
export function lookAtPlaces(
  lifecycle: LifecycleContext,
  connectionId: string,
  row: KeyRow,
): Promise<readonly KeyPlace[]> {
  return withProgress(t('Looking for the value'), (signal) =>
    listKeyPlaces(lifecycle, connectionId, row, { signal }),
  );
}
