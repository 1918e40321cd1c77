import type { Secret } from '../../domain/secrets/secret.ts';
import type { KeyOfPlacement, SentTo } from '../copies/placement.ts';
import type { LifecycleContext } from '../context.ts';
import type { Run } from './run.ts';
import type {
  DeliveryTerms,
  EarlierDeliveries,
  ProgramPlace,
  ReplaceRefusal,
} from '../model/places.ts';

/** What is to stand in a program, and what may stand there before. */
export interface Delivery {
  readonly key: KeyOfPlacement;
  readonly secret: Secret;
  /** Which of the values that it gives back are replaced; left out: any. */
  readonly isOld?: ((value: Secret) => boolean) | undefined;
  readonly isOurs?: DeliveryTerms['isOurs'];
  /** Our deliveries so far; left out: a change of somebody else is replaced, too. */
  readonly earlier?: EarlierDeliveries | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly begins?: DeliveryTerms['begins'];
}

export type Delivered =
  | { readonly kind: 'current' }
  | ({ readonly kind: 'sent' } & SentTo)
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: ReplaceRefusal };

/**
 * Gives a value to a program and registers it there: as current where it is read back, as sent where the
 * program gives nothing back. Repeated without harm.
 */
export async function putIntoProgram(
  { placements, ports: { places } }: LifecycleContext,
  place: ProgramPlace,
  { key, secret, isOld, isOurs, earlier, signal, begins }: Delivery,
): Promise<Delivered> {
  const current = async (): Promise<Delivered> => {
    await placements.remember(place, key, secret);
    return { kind: 'current' };
  };
  const known = await placements.at(place);
  const terms = { signal, earlier, begins, isOurs };
  const replaced = await places.replace(place, isOld ?? (() => true), secret, terms);
  switch (replaced.kind) {
    case 'gone':
    case 'refused':
      return replaced;
    case 'changed':
      return { kind: 'refused', reason: 'changed-meanwhile' };
    case 'sent': {
      // Another window gave it another key meanwhile, and which of the two is there nobody can read.
      const isOnly = await placements.send(place, key, secret, replaced, known ?? null);
      const other = isOnly ? undefined : await placements.at(place);
      if (!other) return replaced;
      if (other.keyId !== key.keyId) {
        await placements.markUnknown(place, other);
        return { kind: 'refused', reason: 'changed-meanwhile' };
      }
      await placements.send(place, key, secret, replaced);
      return replaced;
    }
    case 'replaced': {
      const after = await places.read(place, signal);
      if (after?.equals(secret)) return current();
      const unread = signal?.aborted ? 'stopped' : 'not-read-back';
      return { kind: 'refused', reason: after ? 'not-stored' : unread };
    }
  }
}

/** A window that asks for a passphrase is not to open where nobody has begun anything. */
export function isLeftForPerson({ lifecycle, isUnasked }: Run, place: ProgramPlace): boolean {
  return isUnasked === true && lifecycle.ports.places.mayAsk?.(place) === true;
}

/** What is known of the deliveries to a place that is registered. */
export function earlierOf(
  {
    sentAt,
    since,
    confirmedAt,
  }: { readonly since: string } & Partial<Record<'sentAt' | 'confirmedAt', string | undefined>>,
  begun: readonly string[] = [],
): EarlierDeliveries {
  return { sentAt: sentAt ?? since, confirmedAt, begun };
}
