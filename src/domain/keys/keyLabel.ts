import type { KeyRowFacts } from './keyFacts.ts';

type Named = Pick<KeyRowFacts, 'key' | 'name' | 'isNamesake'>;

/**
 * What a person calls a key: its local name, else the prefix that the server shows. Where other keys
 * have that name, the prefix says which one it is: `sample (grk_live_9f…)`.
 */
export function keyLabel(row: Named): string {
  return row.isNamesake ? labelWithPrefix(row) : (row.name ?? row.key.key_prefix);
}

/** The same where it must be no other key, also none of another list. */
export function labelWithPrefix({ key, name }: Pick<Named, 'key' | 'name'>): string {
  return name === undefined || name === key.key_prefix
    ? key.key_prefix
    : `${name} (${key.key_prefix})`;
}

/** The rows, each with whether another of them has its name; a row of which that is no news stays the same object. */
export function withNamesakes<Row extends Named>(rows: readonly Row[]): Row[] {
  const counts = new Map<string, number>();
  const nameOf = ({ name, key }: Row) => name ?? key.key_prefix;
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  return rows.map((row) => {
    const isNamesake = (counts.get(nameOf(row)) ?? 0) > 1;
    return isNamesake === (row.isNamesake ?? false) ? row : { ...row, isNamesake };
  });
}
