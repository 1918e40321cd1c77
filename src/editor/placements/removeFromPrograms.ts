import type { Placement } from '../../lifecycle/copies/placement.ts';
import { nameOf } from '../../lifecycle/copies/placeNames.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { earlierOf } from '../../lifecycle/steps/putIntoProgram.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';

/** Those of the placements that a program can take away again. */
export function removableFrom(
  { ports }: Pick<LifecycleContext, 'ports'>,
  placements: readonly Placement[],
): readonly Placement[] {
  return placements.filter(
    ({ place }) => place.kind === 'program' && ports.places.isRemovable?.(place),
  );
}

/**
 * Takes the value of a key that has ended out of programs, where it is still the one that was given to them;
 * answers with the placements where it could not.
 */
export async function removeFromPrograms(
  lifecycle: LifecycleContext,
  placements: readonly Placement[],
  signal?: AbortSignal,
): Promise<readonly Placement[]> {
  const left: Placement[] = [];
  for (const placement of placements) {
    if (!(await removeOne(lifecycle, placement, signal))) left.push(placement);
  }
  return left;
}

async function removeOne(
  lifecycle: LifecycleContext,
  placement: Placement,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { place, connectionId, keyId, fingerprint } = placement;
  const { places } = lifecycle.ports;
  if (place.kind !== 'program' || !places.remove) return false;
  const removed = await places.remove(place, () => false, {
    signal,
    isOurs: async (value) => (await lifecycle.placements.fingerprint(value)) === fingerprint,
    earlier: earlierOf(placement),
  });
  if (removed.kind !== 'gone') return false;
  await lifecycle.placements.forget(place, placement);
  const marker = await lifecycle.copies.marker(connectionId, keyId);
  await record(lifecycle, {
    kind: 'take-out',
    connectionId,
    workspaceId: marker?.workspaceId ?? '',
    keyId,
    keyPrefix: marker?.keyPrefix ?? null,
    detail: nameOf(place),
  });
  return true;
}
