import type { KeyRowFacts } from './keyFacts.ts';

/** What the shown rows differ in: only that is worth the width of a row. */
export interface RowDifferences {
  readonly scopes: boolean;
  readonly owner: boolean;
}

/** For a row that stands alone, as in a question or a lens. */
export const allDiffer: RowDifferences = { scopes: true, owner: true };

/** Compares each row with the first: one pass, which ends as soon as both are known to differ. */
export function rowDifferences(
  rows: readonly Pick<KeyRowFacts, 'key' | 'accountName'>[],
): RowDifferences {
  const [first] = rows;
  if (first === undefined) return allDiffer;
  const ofFirst = first.key.scope.join(' ');
  let scopes = false;
  let owner = false;
  for (const { key } of rows) {
    scopes ||= key.scope.join(' ') !== ofFirst;
    owner ||= key.service_account_id !== first.key.service_account_id;
    if (scopes && owner) break;
  }
  return { scopes, owner };
}
