import { t } from '@vscode/l10n';
import { ApiError } from '../apiError.ts';

/**
 * Credential lists never page today (docs/contract.md, Transport); a server that starts to must not
 * hide rows.
 */
const MOST_PAGES = 200;

interface Paged {
  readonly page_info: { readonly next_cursor: string | null };
}

/**
 * Every page of a list, in order. `path` names the list in the error for a server whose cursors
 * run in a circle or do not end.
 */
export async function allPages<Page extends Paged>(
  path: string,
  read: (cursor: string | undefined) => Promise<Page>,
): Promise<[Page, ...Page[]]> {
  const first = await read(undefined);
  const pages: [Page, ...Page[]] = [first];
  const seen = new Set<string>();
  let next = first.page_info.next_cursor;
  while (next !== null && next !== '') {
    if (seen.has(next) || pages.length === MOST_PAGES) throw endless(path);
    seen.add(next);
    const page = await read(next);
    pages.push(page);
    next = page.page_info.next_cursor;
  }
  return pages;
}

/** Rows of all pages; a row that a moving list shows twice is kept once. */
export function rowsOf<Page, Row>(
  pages: readonly Page[],
  listIn: (page: Page) => readonly Row[],
  idOf: (row: Row) => string,
): Row[] {
  const rows = new Map<string, Row>();
  for (const page of pages) {
    for (const row of listIn(page)) if (!rows.has(idOf(row))) rows.set(idOf(row), row);
  }
  return [...rows.values()];
}

function endless(path: string): ApiError {
  return new ApiError({
    kind: 'schema',
    method: 'GET',
    path,
    status: 200,
    code: 'endless_pages',
    reason: t('The pages of the list do not end.'),
    mayHaveCommitted: false,
  });
}

/**
 * One path segment from an id that a server gave us.
 * @throws RangeError for what would walk to another path.
 */
export function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw new RangeError('An id cannot be a path step.');
  return encodeURIComponent(id);
}
