import { statusLabels } from '../domain/keys/statusText.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';

export type Grouping = 'none' | 'status' | 'serviceAccount';

export interface KeyGroup {
  readonly name: string;
  readonly rows: readonly KeyRow[];
}

/** Groups in the order in which their first row stands; `undefined` for one list. */
export function groupRows(rows: readonly KeyRow[], by: Grouping): KeyGroup[] | undefined {
  if (by === 'none') return undefined;
  const groups = Map.groupBy(rows, (row) =>
    by === 'status' ? statusLabels[row.status.kind] : (row.accountName ?? 'No service account'),
  );
  return [...groups].map(([name, members]) => ({ name, rows: members }));
}
