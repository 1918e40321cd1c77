import { t } from '@vscode/l10n';
import type { Connection } from '../connection/connections.ts';
import { buildRows, type RowFacts } from './keyRows.ts';
import type { LocalOfKey, Remembered } from './keptList.ts';
import { emptySnapshot, type Snapshot } from './snapshot.ts';

/**
 * What was listed last, for the trees to show until the server has answered. Status and
 * names are of now; the rest is as it was listed, and its freshness says so.
 */
export function earlierList(
  { context, source, local, at }: Remembered,
  connection: Connection,
  facts: RowFacts,
): Snapshot {
  const of = (keyId: string) => local[keyId] ?? nothing;
  return {
    ...emptySnapshot,
    state: 'ready',
    connection,
    context: { ...context, connection },
    ...buildRows(source, {
      ...facts,
      hasCopy: (keyId) => of(keyId).hasCopy,
      isCopyLost: (keyId) => of(keyId).isCopyLost === true,
      placements: (keyId) => of(keyId).placements,
      retiring: (keyId) => of(keyId).retiring,
      scopeUse: (keyId) => of(keyId).scopeUse,
      lent: (keyId) => of(keyId).lent,
      // What an earlier window wrote it alone could take back.
      undoable: () => false,
    }),
    freshness: { kind: 'stale', since: at, because: t('The control plane is being asked.') },
  };
}

/** More places of a key are not kept with the list: a look finds them, and to name ten thousand takes a while. */
const mostPlaces = 200;

/** What this machine knows now of the keys that it knows anything of, to be kept with the list. */
export function localFactsOf(
  keyIds: readonly string[],
  facts: RowFacts,
): Record<string, LocalOfKey> {
  const known = keyIds.map((keyId): [string, LocalOfKey] => [
    keyId,
    {
      hasCopy: facts.hasCopy(keyId),
      isCopyLost: facts.isCopyLost(keyId),
      placements: facts.placements(keyId).slice(0, mostPlaces),
      retiring: facts.retiring(keyId),
      scopeUse: facts.scopeUse(keyId),
      lent: facts.lent(keyId),
    },
  ]);
  return Object.fromEntries(
    known.filter(
      ([, { hasCopy, isCopyLost, placements, retiring, scopeUse, lent }]) =>
        hasCopy || isCopyLost || placements.length > 0 || retiring || scopeUse || lent,
    ),
  );
}

const nothing: LocalOfKey = { hasCopy: false, placements: [], retiring: undefined };
