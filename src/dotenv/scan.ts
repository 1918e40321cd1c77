import { setImmediate as nextTurn } from 'node:timers/promises';
import { CancelledError } from '../domain/errors.ts';
import type { Secret } from '../domain/secrets/secret.ts';
import { MAX_BYTES } from './regularFile.ts';
import { createFinder } from './scanText.ts';

export interface Scan<K> {
  /** Candidates, best first; those beyond `MOST_FILES` are not looked at. */
  readonly files: Iterable<string> | AsyncIterable<string>;
  /** `undefined` for a file that cannot be read, or is larger than `maxBytes`. */
  readonly read: (file: string, maxBytes: number) => Promise<Uint8Array | undefined>;
  /** How the values that are looked for begin (a server's `key_prefix`): the cheap first look. */
  readonly prefixes: readonly string[];
  /** Whose value this is, by fingerprint; `undefined` when it is nobody's. */
  readonly match: (value: Secret) => Promise<K | undefined>;
  readonly signal?: AbortSignal;
}

export interface Hit<K> {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Of a line that is an assignment. */
  readonly variable?: string;
  readonly match: K;
}

export interface Scanned<K> {
  readonly hits: readonly Hit<K>[];
  readonly filesRead: number;
  /** Whether there were more candidates than are looked at. */
  readonly more: boolean;
}

export const MOST_FILES = 2000;
/** Work is put aside after so long, so that nothing else in the process has to wait. In ms. */
const TURN_MS = 10;
const AT_ONCE = 8;

/** Looks for values in files, a few at a time. @throws CancelledError when the signal aborts */
export async function scan<K>({
  files,
  read,
  prefixes,
  match,
  signal,
}: Scan<K>): Promise<Scanned<K>> {
  const find = createFinder(prefixes);
  const hits: Hit<K>[] = [];
  let filesRead = 0;
  let since = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - since > TURN_MS) {
      await nextTurn();
      since = performance.now();
    }
    if (signal?.aborted === true) throw new CancelledError();
  };
  const look = async (file: string): Promise<void> => {
    const bytes = await read(file, MAX_BYTES);
    await breathe();
    if (bytes === undefined || bytes.byteLength > MAX_BYTES) return;
    filesRead += 1;
    for (const { line, variable, candidates } of find(bytes)) {
      await breathe();
      const whose = await firstMatch(candidates, match);
      if (whose !== undefined)
        hits.push({ file, line, match: whose, ...(variable === undefined ? {} : { variable }) });
    }
  };
  const { chosen, more } = await choose(files);
  // Each takes the next file from the same iterator.
  const queue = chosen.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const file of queue) await look(file);
    }),
  );
  return {
    hits: hits.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
    filesRead,
    more,
  };
}

async function choose(
  files: Iterable<string> | AsyncIterable<string>,
): Promise<{ readonly chosen: readonly string[]; readonly more: boolean }> {
  const chosen: string[] = [];
  for await (const file of files) {
    if (chosen.length === MOST_FILES) return { chosen, more: true };
    chosen.push(file);
  }
  return { chosen, more: false };
}

async function firstMatch<K>(
  candidates: readonly Secret[],
  match: (value: Secret) => Promise<K | undefined>,
): Promise<K | undefined> {
  for (const candidate of candidates) {
    const found = await match(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}
