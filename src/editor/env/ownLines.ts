import type { Secret } from '../../domain/secrets/secret.ts';
import { isSecretShaped, secretBeginnings } from '../../domain/secrets/secretFormat.ts';
import { latin1View } from '../../dotenv/text/fileText.ts';
import { MAX_BYTES } from '../../files/guardedRead.ts';
import { createTimeSlice, inSlices, type TimeSlice } from '../../files/timeSlice.ts';
import { findLast } from '../../dotenv/text/variable.ts';

/** A line that may hold the value of one of our keys. */
export interface OwnLine {
  readonly variable: string;
  /** Counted from 1. */
  readonly line: number;
  readonly value: Secret;
}

/** How values of our keys begin. Made once for many files. */
export interface OwnPrefixes {
  readonly all: ReadonlySet<string>;
  /** What any of them begins with, so that a text is searched once, however many keys there are. */
  readonly begin: RegExp;
}

/** So many characters of a prefix are searched for; the rest is compared where they are found. */
const headLength = 8;

export function ownPrefixes(prefixes: Iterable<string>): OwnPrefixes {
  const all = new Set(prefixes);
  const heads = new Set([...secretBeginnings, ...all].map((each) => each.slice(0, headLength)));
  heads.delete('');
  return { all, begin: new RegExp([...heads].map(literally).join('|')) };
}

/**
 * The lines whose value begins like one of our keys, or whose variable is `known` to hold one: of
 * each variable the last one, which is what readers take. `undefined` for a file that readers do not
 * agree on: nothing is known of it then.
 */
export async function ownLines(
  bytes: Uint8Array,
  prefixes: OwnPrefixes,
  known: ReadonlySet<string> = new Set(),
  slice: TimeSlice = createTimeSlice(),
): Promise<readonly OwnLine[] | undefined> {
  if (bytes.byteLength > MAX_BYTES) return undefined;
  const view = latin1View(bytes);
  // Nearly every file holds nothing of ours, and is not split into statements for that.
  if (known.size === 0 && !prefixes.begin.test(view)) return [];
  return inSlices(linesOf(bytes, view, prefixes, known), slice);
}

function* linesOf(
  bytes: Uint8Array,
  view: string,
  { all, begin }: OwnPrefixes,
  known: ReadonlySet<string>,
): Generator<undefined, readonly OwnLine[] | undefined> {
  const names = new Set<string>();
  for (const [line, name = ''] of view.matchAll(assignment)) {
    if (known.has(name) || begin.test(line)) names.add(name);
    yield;
  }
  if (names.size === 0) return [];
  const found = yield* findLast(bytes, names);
  const lines: OwnLine[] = [];
  for (const variable of names) {
    const last = found.get(variable);
    // Assigned, and yet not to be read: the file is odd there.
    if (!last && known.has(variable)) return undefined;
    if (!last) continue;
    const isOurs = all.has(last.value.keyPrefix) || isSecretShaped(last.value.reveal());
    if (known.has(variable) || isOurs) lines.push({ variable, ...last });
    yield;
  }
  return lines;
}

/** A line that gives a variable something; the byte order mark is not part of the first name. */
const assignment =
  /(?:^|(?<=\u00bf))[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[^\r\n]*\S[^\r\n]*/gm;

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
