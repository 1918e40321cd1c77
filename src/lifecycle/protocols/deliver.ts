import type { Secret } from '../../domain/secrets/secret.ts';
import { nameOf } from '../copies/placeNames.ts';
import type { LifecycleContext } from '../context.ts';
import type { ProgramPlace } from '../model/places.ts';
import { record } from '../steps/ledgerNote.ts';
import { putIntoProgram, type Delivered, type Delivery } from '../steps/putIntoProgram.ts';

/** The key whose secret is to be there. */
export interface DeliveredKey {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
  readonly secret: Secret;
}

/**
 * Gives the secret of a key to a program, outside of a rotation; from then on that is one of its places.
 * Without `isOld` and `earlier` whatever stands there is replaced, or nothing has to stand there.
 */
export async function deliver(
  lifecycle: LifecycleContext,
  place: ProgramPlace,
  { secret, ...key }: DeliveredKey,
  terms: Pick<Delivery, 'isOld' | 'isOurs' | 'earlier' | 'signal'> = {},
): Promise<Delivered> {
  const { placements } = lifecycle;
  const put = { isBegun: false };
  const delivered = await putIntoProgram(lifecycle, place, {
    ...terms,
    key,
    secret,
    begins: async () => {
      put.isBegun = true;
    },
  });
  if (
    put.isBegun &&
    isUnclear(delivered) &&
    (await placements.remember(place, key, secret, null))
  ) {
    await placements.markUnknown(place);
  }
  if (delivered.kind === 'current' || delivered.kind === 'sent') {
    await record(lifecycle, { kind: 'deliver', ...key, detail: nameOf(place) });
  }
  return delivered;
}

/** Whether the value may be there although nobody has seen it: such a place is listed, too. */
export function isUnclear(delivered: Delivered): boolean {
  return (
    delivered.kind === 'refused' &&
    ['stopped', 'timed-out', 'not-read-back'].includes(delivered.reason)
  );
}
