import type { KeyRowFacts } from './keyFacts.ts';

/** What the shown rows differ in: only that is worth the width of a row. */
export interface RowDifferences {
  readonly scopes: boolean;
  readonly owner: boolean;
  /** Whether two that still do something have one name: else the name says which one it is. */
  readonly names: boolean;
}

/** For a row that stands alone, as in a question or a lens. */
export const allDiffer: RowDifferences = { scopes: true, owner: true, names: true };

/** Compares each row with the first: one pass, which ends as soon as both are known to differ. */
export function rowDifferences(
  rows: readonly Pick<KeyRowFacts, 'key' | 'accountName'>[],
): Omit<RowDifferences, 'names'> {
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

/** Whether two of the rows have one name. */
export function haveTwins(rows: readonly Pick<KeyRowFacts, 'name' | 'isNamesake'>[]): boolean {
  // Hardly ever there are any.
  const alike = rows.filter(({ isNamesake }) => isNamesake);
  return new Set(alike.map(({ name }) => name)).size < alike.length;
}
