import * as z from 'zod/mini';
import { textOrNull } from './text.ts';

/** `next_cursor` is always `null` on credential lists; only run reads page (facts §1). */
export const pageInfo = z.looseObject({ next_cursor: textOrNull });

/** Where a page ends, for schemas whose rows lie beside it; a missing one means *no further page*. */
export const pageInfoOrEnd = z._default(pageInfo, { next_cursor: null });

/** A list response: rows and where the next page starts. */
export function listOf<Row extends z.ZodMiniType>(row: Row) {
  return z.looseObject({ items: z.array(row), page_info: pageInfoOrEnd });
}
