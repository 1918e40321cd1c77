import type { DeliveredTo, PlaceDecided } from '../../domain/firstRun/evidenceTables.ts';
import { placeOfName } from '../../lifecycle/copies/placeNames.ts';
import type { LedgerEvent, LedgerKind } from '../../lifecycle/ledger/ledger.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { describePlace } from '../placements/placeName.ts';

const decisions: Partial<Record<LedgerKind, PlaceDecided['how']>> = {
  'place-by-hand': 'by-hand',
  'place-gone': 'gone',
  'place-left': 'end-anyway',
  'place-overwritten': 'overwrite',
};

/** A control-plane workspace of a connection. */
export interface WhereKeysAre {
  readonly connectionId: string;
  readonly workspaceId: string;
}

/** What was decided here about places of its keys, the newest first. */
export async function placeDecisions(
  lifecycle: Pick<LifecycleContext, 'ledger'>,
  of: WhereKeysAre,
): Promise<readonly PlaceDecided[]> {
  const found: PlaceDecided[] = [];
  for await (const event of eventsOf(lifecycle, of)) {
    const how = decisions[event.kind];
    if (how !== undefined) found.push({ ...told(event), how, lastUse: event.lastUse });
  }
  return found;
}

/** Which programs were given a secret of its keys, the newest first. */
export async function programDeliveries(
  lifecycle: Pick<LifecycleContext, 'ledger'>,
  of: WhereKeysAre,
): Promise<readonly DeliveredTo[]> {
  const found: DeliveredTo[] = [];
  for await (const event of eventsOf(lifecycle, of)) {
    if (event.kind === 'deliver') found.push(told(event));
  }
  return found;
}

async function* eventsOf(
  { ledger }: Pick<LifecycleContext, 'ledger'>,
  { connectionId, workspaceId }: WhereKeysAre,
): AsyncGenerator<LedgerEvent> {
  for await (const event of ledger.events()) {
    if (event.connectionId === connectionId && event.workspaceId === workspaceId) yield event;
  }
}

function told({ at, keyPrefix, detail }: LedgerEvent): DeliveredTo {
  const place = placeOfName(detail ?? '');
  return { at, keyPrefix: keyPrefix ?? '', place: place ? describePlace({ place }) : '' };
}
