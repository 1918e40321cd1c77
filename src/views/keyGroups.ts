import { t } from '@vscode/l10n';
import { attention, needsAttention, type EffectiveKind } from '../domain/keys/keyStatus.ts';
import { statusLabels } from '../domain/keys/statusText.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';

export type Grouping = 'none' | 'attention' | 'status' | 'serviceAccount';

export interface KeyGroup {
  readonly name: string;
  readonly rows: readonly KeyRow[];
}

/**
 * By service account in the order in which their first rows stand; else what needs attention comes
 * first and what is over last. `undefined` for one list.
 */
export function groupRows(rows: readonly KeyRow[], by: Grouping): KeyGroup[] | undefined {
  if (by === 'none') return undefined;
  if (by === 'serviceAccount') {
    const groups = Map.groupBy(rows, (row) => row.accountName ?? t('No service account'));
    return [...groups].map(([name, members]) => ({ name, rows: members }));
  }
  const statuses = Map.groupBy(rows, ({ status }) => status.kind);
  const inOrder = order.flatMap((kind) => {
    const members = statuses.get(kind);
    return members ? [{ kind, members }] : [];
  });
  if (by === 'status') {
    return inOrder.map(({ kind, members }) => ({ name: statusLabels[kind], rows: members }));
  }
  const groups = Map.groupBy(
    inOrder.flatMap(({ members }) => members),
    ({ status }) =>
      needsAttention(status)
        ? t('Needs attention')
        : status.kind === 'revoked'
          ? t('Ended')
          : t('In order'),
  );
  return [...groups].map(([name, members]) => ({ name, rows: members }));
}

const order: readonly EffectiveKind[] = [...attention, 'active', 'revoked'];
