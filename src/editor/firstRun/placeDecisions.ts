import type { PlaceDecided } from '../../domain/firstRun/evidenceTables.ts';
import { placeOfName } from '../../lifecycle/copies/placements.ts';
import type { LedgerKind } from '../../lifecycle/ledger/ledger.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { describePlace } from '../secrets/readLocalFacts.ts';

const decisions: Partial<Record<LedgerKind, PlaceDecided['how']>> = {
  'place-by-hand': 'by-hand',
  'place-gone': 'gone',
  'place-left': 'end-anyway',
};

/** What was decided here about places of keys of a control-plane workspace, the newest first. */
export async function placeDecisions(
  { ledger }: Pick<LifecycleContext, 'ledger'>,
  of: { readonly connectionId: string; readonly workspaceId: string },
): Promise<readonly PlaceDecided[]> {
  const found: PlaceDecided[] = [];
  for await (const event of ledger.events()) {
    const { at, kind, connectionId, workspaceId, keyPrefix, detail, lastUse } = event;
    const how = decisions[kind];
    if (how === undefined || connectionId !== of.connectionId) continue;
    if (workspaceId !== of.workspaceId) continue;
    const place = placeOfName(detail ?? '');
    found.push({
      at,
      keyPrefix: keyPrefix ?? '',
      place: place ? describePlace({ place }) : '',
      how,
      lastUse,
    });
  }
  return found;
}
