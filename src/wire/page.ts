import * as z from 'zod/mini';
import { textOrNull } from './text.ts';

/**
 * `next_cursor` is always `null` on credential lists; only run reads page (docs/contract.md,
 * Transport).
 */
export const pageInfo = z.looseObject({ next_cursor: textOrNull });

/**
 * Where a page ends, for schemas whose rows lie beside it; a missing one means *no further page*.
 */
export const pageInfoOrEnd = z._default(pageInfo, { next_cursor: null });

/** A list response: rows and where the next page starts. */
export function listOf<Row extends z.ZodMiniType>(row: Row) {
  return listWith(z.array(row));
}

/** The same where one schema reads all rows. */
export function listWith<Rows extends z.ZodMiniType>(rows: Rows) {
  return z.looseObject({ items: rows, page_info: pageInfoOrEnd });
}
