import type { Placement } from '../../lifecycle/copies/placement.ts';
import { nameOf } from '../../lifecycle/copies/placeNames.ts';
import type { ReplaceRefusal } from '../../lifecycle/model/places.ts';
import { refusalText } from '../placements/refusalText.ts';
import type { SeenScope } from '../../lifecycle/copies/scopeUses.ts';
import type { Pending } from '../../lifecycle/steps/pending.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KeyRow } from '../keys/snapshot.ts';
import { listPending } from '../../lifecycle/steps/pending.ts';
import { describePlace } from '../placements/placeName.ts';
import { heldUpOf, isHeldUp, waitingWith } from './heldUp.ts';
import { waitingLine } from './waitingLine.ts';

/** What this machine knew of keys when it was read. */
export interface KnownFacts {
  hasCopy(connectionId: string, keyId: string): boolean;
  /** It had one, which its vault was found to have no more. */
  isCopyLost(connectionId: string, keyId: string): boolean;
  placements(connectionId: string, keyId: string): KeyRow['placements'];
  /** A `.env` line holds its current value. */
  inEnv(connectionId: string, keyId: string): boolean;
  retiring(connectionId: string, keyId: string): KeyRow['retiring'];
  scopeUse(connectionId: string, keyId: string): KeyRow['scopeUse'];
  lent(connectionId: string, keyId: string): KeyRow['lent'];
  waits(connectionId: string, keyId: string): KeyRow['waits'];
  /** Operations that are not settled. */
  readonly pending: readonly Pending[];
  /**
   * What waits for something else than its time: what, for what and since when; of another
   * control-plane workspace how many. Empty where nothing does.
   */
  waitingLine(connectionId: string | undefined, workspaceId: string | undefined): string;
  /** Lines of `.env` files with the value of a key that was ended for good, of any connection. */
  readonly leftovers: readonly Placement[];
}

/** Reads it from the files of this machine. */
export async function readLocalFacts(opened: LifecycleContext): Promise<KnownFacts> {
  const [held, lost, all, pending, seen] = await Promise.all([
    opened.copies.held(),
    opened.copies.lost(),
    opened.placements.all(),
    listPending(opened),
    opened.scopeUses.list(),
  ]);
  const waiting = pending.filter(isHeldUp);
  // By key, because each of ten thousand rows asks; the connections that know a key are few.
  const copies: ByKey<OfKey> = byKey(held);
  const losses: ByKey<OfKey> = byKey(lost);
  const places: ByKey<Placement> = byKey(all);
  const leftovers = leftoverLines(all);
  const scopes: ByKey<SeenScope> = byKey(seen);
  const shown = new Map<string, KeyRow['placements']>();

  const underWay = (
    connectionId: string,
    step: Pending['step'],
    isIt: (known: Pending) => boolean,
  ) =>
    pending.find(
      (known) => known.connectionId === connectionId && known.step === step && isIt(known),
    );

  return {
    hasCopy: (...key) => of(copies, ...key).length > 0 && of(losses, ...key).length === 0,
    isCopyLost: (...key) => of(losses, ...key).length > 0,
    placements(connectionId, keyId) {
      const name = `${connectionId} ${keyId}`;
      const before = shown.get(name);
      if (before) return before;
      const left = leftBy(pending, connectionId, keyId);
      const now = of(places, connectionId, keyId).map((known) => placeFact(known, left));
      shown.set(name, now);
      return now;
    },
    inEnv: (connectionId, keyId) =>
      of(places, connectionId, keyId).some(
        ({ state, place }) => state === 'current' && place.kind === 'env',
      ),
    retiring(connectionId, keyId) {
      const entry = underWay(connectionId, 'retiring', ({ oldKeyId }) => oldKeyId === keyId);
      return entry && plannedEnd(entry);
    },
    scopeUse(connectionId, keyId) {
      const seen = of(scopes, connectionId, keyId);
      return seen.length > 0 ? seen : undefined;
    },
    lent(connectionId, keyId) {
      const entry = underWay(connectionId, 'lent', ({ newKeyId }) => newKeyId === keyId);
      return entry?.dueAt
        ? { until: entry.dueAt, borrower: entry.borrower ?? '', waits: heldUpOf(entry) }
        : undefined;
    },
    waits: (...key) => waitingWith(waiting, ...key),
    pending,
    waitingLine: (connectionId, workspaceId) =>
      waitingLine(waiting, { connectionId, workspaceId }, new Date()),
    leftovers,
  };
}

/** A place is named when it is shown, and once: a key may have ten thousand. */
function placeFact(
  known: Placement,
  left: ReadonlyMap<string, ReplaceRefusal>,
): KeyRow['placements'][number] {
  const why = known.place.kind === 'program' ? left.get(nameOf(known.place)) : undefined;
  let where: string | undefined;
  return {
    get where() {
      return (where ??= describePlace(known));
    },
    current: known.state === 'current',
    unknown: known.state === 'unknown',
    program: known.place.kind === 'program',
    env: known.place.kind === 'env',
    ...(known.sentAt !== undefined && { sentAt: known.sentAt, confirmedAt: known.confirmedAt }),
    ...(why !== undefined && { notDelivered: refusalText[why] }),
  };
}

/** Why places of a key could not be given the secret of the one that takes over, by their names. */
function leftBy(
  pending: readonly Pending[],
  connectionId: string,
  keyId: string,
): ReadonlyMap<string, ReplaceRefusal> {
  const ours = pending.filter(
    (each) => each.connectionId === connectionId && each.oldKeyId === keyId,
  );
  return new Map(
    ours
      .flatMap(({ places }) => places)
      .flatMap((placed) =>
        placed.state === 'refused' ? [[nameOf(placed.place), placed.reason] as const] : [],
      ),
  );
}

function plannedEnd(entry: Pending): KeyRow['retiring'] {
  const { newKeyId, newKeyPrefix, dueAt, plan } = entry;
  return {
    successor: { keyId: newKeyId ?? '', keyPrefix: newKeyPrefix ?? '' },
    at: dueAt ?? undefined,
    plan,
    waits: heldUpOf(entry),
  };
}

/** Those of the placements that are lines to be taken away. */
export function leftoverLines(all: readonly Placement[]): readonly Placement[] {
  return all.filter(({ leftover, place }) => leftover === true && place.kind === 'env');
}

interface OfKey {
  readonly connectionId: string;
  readonly keyId: string;
}

type ByKey<Item> = ReadonlyMap<string, readonly Item[]>;

function byKey<Item extends OfKey>(facts: readonly Item[]): ByKey<Item> {
  return Map.groupBy(facts, ({ keyId }) => keyId);
}

function of<Item extends OfKey>(
  facts: ByKey<Item>,
  connectionId: string,
  keyId: string,
): readonly Item[] {
  return facts.get(keyId)?.filter((known) => known.connectionId === connectionId) ?? nothing;
}

const nothing: readonly never[] = [];
