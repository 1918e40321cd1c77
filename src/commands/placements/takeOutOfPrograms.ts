import { t } from '@vscode/l10n';
import { notify } from '../../editor/notify.ts';
import { withProgress } from '../../editor/prompts.ts';
import { removeFromPrograms } from '../../editor/placements/removeFromPrograms.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';

/** Takes the values of keys that have ended out of programs, and names those that did not let go of theirs. */
export async function takeOutOfPrograms(
  lifecycle: LifecycleContext,
  placements: readonly Placement[],
): Promise<void> {
  const left = await withProgress(t('Removing it from programs'), (signal) =>
    removeFromPrograms(lifecycle, placements, signal),
  );
  if (left.length === 0) return;
  const names = left.map((known) => describePlace(known)).join('; ');
  void notify.warn(t('These programs still have it: {0}.', names));
}
