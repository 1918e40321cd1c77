import type { ProgramPlace } from '../model/places.ts';
import { need, type Run } from './run.ts';

/**
 * Tells where a second copy of the old key's secret is still kept, which no rotation writes to: dead by now, and
 * the person's to take away.
 */
export async function tellLeftCopies({ lifecycle, lease }: Run): Promise<void> {
  const { placements, ports } = lifecycle;
  const { keyId } = need(lease.entry.old, 'old key');
  const places = (await placements.of(lease.entry.connectionId, keyId)).flatMap(
    ({ place, secondCopy }): ProgramPlace[] =>
      secondCopy && place.kind === 'program' && ports.places.isRemovable?.(place) ? [place] : [],
  );
  if (places.length > 0) ports.notify({ kind: 'copies-left', keyId, places });
}
