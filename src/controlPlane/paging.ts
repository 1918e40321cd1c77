import { invalid } from './httpError.ts';

type Kind = 'graph' | 'event' | 'artifact';

/** Where a page begins (the position before its first item) and how many items it has at most. */
export interface Page {
  readonly after: number;
  readonly size: number;
}

const DEFAULT_SIZE = 100;
/** More than any list of this plane holds, and a number that SQLite can still count to. */
const LARGEST_SIZE = 1_000_000;

/** Reads `page_size` and `cursor`. @throws HttpError 400 in the server's words. */
export function readPage(query: URLSearchParams, kind: Kind): Page {
  const size = query.get('page_size') ?? String(DEFAULT_SIZE);
  if (!/^[1-9]\d*$/.test(size)) throw invalid('page_size must be a positive integer');
  const cursor = query.get('cursor');
  return { after: cursor ? decode(cursor, kind) : 0, size: Math.min(Number(size), LARGEST_SIZE) };
}

/** One page of what `read` gives; a cursor is opaque and good for its kind of list only. */
export function pageOf<Item>(
  kind: Kind,
  { after, size }: Page,
  read: (after: number, count: number) => { position: number; item: Item }[],
): { items: Item[]; page_info: { next_cursor: string | null } } {
  // One more than asked for tells whether there is a next page.
  const found = read(after, size + 1);
  const shown = found.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    page_info: {
      next_cursor:
        found.length > size && last !== undefined
          ? Buffer.from(`${kind}:${last.position}`).toString('base64url')
          : null,
    },
  };
}

function decode(cursor: string, kind: Kind): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  const position = new RegExp(`^${kind}:(\\d{1,15})$`).exec(text)?.[1];
  if (position === undefined) throw invalid(`cursor must be a valid ${kind} cursor`);
  return Number(position);
}
