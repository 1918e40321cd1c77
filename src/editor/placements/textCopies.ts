import type { Uri } from 'vscode';
import { mayHoldSecret } from '../../domain/secrets/secretFormat.ts';
import { findCopies, type FileCopy } from '../../dotenv/copies.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import { readWhole } from '../../files/readWhole.ts';
import { isTemporary } from '../../files/temporaries.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { ownLines } from '../env/ownLines.ts';
import { missingAt, unsettle } from './missingAt.ts';
import type { KnownKeys } from './knownKeys.ts';

/** Above this a file is not looked into, and is named instead. In bytes. */
const mostBytes = 16 * 1024 * 1024;

/** So many names of lines are kept of one file. */
const mostNames = 32;

/** What became of the look into one file: whether the register changed, or why it was not looked into. */
export type Looked = 'changed' | 'same' | 'too-large' | 'unreadable';

/**
 * Registers the values of our keys in a file of any format, except what is a line of a `.env` (those are
 * places of their own), and takes off the register what is not there any more.
 */
export async function lookForCopies(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  uri: Uri,
): Promise<Looked> {
  // The next content of a file, on its way: the look at the file itself sees what came of it.
  if (isTemporary(uri.fsPath)) return 'same';
  const bytes = await bytesOf(uri.fsPath);
  if (bytes === 'too-large' || bytes === 'unreadable') return bytes;
  const file = uri.toString();
  const known = keys.copiesIn(file);
  const mayHold = Buffer.isBuffer(bytes) && (mayHoldSecret(bytes) || isUtf16(bytes));
  if (!mayHold && known.length === 0) return 'same';
  const copies = mayHold ? await copiesIn(uri, bytes, keys) : [];
  let changed = false;
  for (const { keyPrefix, value, names } of ofEachKey(copies)) {
    const owner = await keys.ownerOf(value);
    if (!owner) continue;
    const place = { kind: 'text', file, keyPrefix, names } as const;
    const before = known.find((each) => each.place.keyPrefix === keyPrefix);
    const isNews =
      before?.placement.keyId !== owner.keyId ||
      before.placement.state === 'unknown' ||
      before.place.names?.join() !== names.join();
    if (isNews && before?.placement.state !== 'stale') {
      const remembered = await lifecycle.placements.remember(
        place,
        owner,
        value,
        before?.placement ?? null,
      );
      changed = remembered || changed;
    }
    if (!keys.isDead(owner)) continue;
    const now = await lifecycle.placements.at(place);
    if (now?.keyId === owner.keyId) {
      changed = (await lifecycle.placements.markStale(place, now)) || changed;
    }
  }
  for (const { place, placement } of known) {
    if (copies.some(({ value }) => value.keyPrefix === place.keyPrefix)) continue;
    const missing = bytes === 'not-ours' ? 'unknown' : await missingAt(place, stateOf(bytes));
    // What is out of date already holds up nothing: whoever changed it has seen to it.
    const isOver = missing === 'gone' || placement.state === 'stale';
    changed = (await unsettle(lifecycle, placement, isOver)) || changed;
  }
  return changed ? 'changed' : 'same';
}

/** `undefined` where no file is; `not-ours` for a link or what is no file: what it leads to is looked at where it lies. */
async function bytesOf(
  file: string,
): Promise<Buffer | undefined | 'too-large' | 'unreadable' | 'not-ours'> {
  try {
    return (await readWhole(file, mostBytes)) ?? 'not-ours';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return undefined;
    return error.code === 'ELOOP' ? 'not-ours' : 'unreadable';
  }
}

function stateOf(bytes: Buffer | undefined) {
  return { exists: bytes !== undefined, bytes: bytes ?? new Uint8Array() };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

async function copiesIn(uri: Uri, bytes: Buffer, keys: KnownKeys): Promise<readonly FileCopy[]> {
  const copies = findCopies(bytes);
  if (copies.length === 0 || !isSecretFileName(uri.path)) return copies;
  const lines = (await ownLines(bytes, keys.prefixes)) ?? [];
  return copies.filter(
    ({ line, value }) => !lines.some((own) => own.line === line && own.value.equals(value)),
  );
}

/** One for each key that has values here, with what all their lines are called. */
function ofEachKey(copies: readonly FileCopy[]) {
  return [...Map.groupBy(copies, ({ value }) => value.keyPrefix)].flatMap(([keyPrefix, all]) => {
    const [first] = all;
    const names = [...new Set(all.flatMap((each) => each.names))].slice(0, mostNames);
    return first ? [{ keyPrefix, value: first.value, names }] : [];
  });
}
