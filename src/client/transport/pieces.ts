/** Rows that are parsed in one turn of the event loop: some milliseconds' work even for the first time. */
const ROWS_A_PIECE = 250;

/** Part of a list's data, and the place in the list at which it begins. */
export interface Piece {
  readonly data: unknown;
  readonly from: number;
}

/** A long list as several that are alike but for their rows; anything else is one piece. */
export function piecesOf(data: unknown): Piece[] {
  const { items } = listIn(data);
  if (items.length <= ROWS_A_PIECE) return [{ data, from: 0 }];
  return Array.from({ length: Math.ceil(items.length / ROWS_A_PIECE) }, (_, at) => {
    const from = at * ROWS_A_PIECE;
    // `as`: it has items.
    return { data: { ...(data as object), items: items.slice(from, from + ROWS_A_PIECE) }, from };
  });
}

/** The pieces as one list again, once each has been parsed. */
export function joined<T>(parsed: readonly T[]): T {
  const [first] = parsed;
  if (first === undefined) throw new Error('A list has at least one piece.');
  if (parsed.length === 1) return first;
  return { ...first, items: parsed.flatMap((piece) => listIn(piece).items) };
}

function listIn(data: unknown): { readonly items: readonly unknown[] } {
  if (typeof data === 'object' && data !== null && 'items' in data && Array.isArray(data.items)) {
    return { items: data.items };
  }
  return { items: [] };
}
