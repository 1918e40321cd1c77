import type { Uri } from 'vscode';
import { mayHoldSecret } from '../../domain/secrets/secretFormat.ts';
import { findCopies, type FileCopy } from '../../dotenv/copies.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import { readWhole } from '../../dotenv/readWhole.ts';
import { isTemporary } from '../../dotenv/temporaries.ts';
import type { Room } from '../../lifecycle/room.ts';
import { ownLines } from '../env/ownLines.ts';
import type { Sight } from './sight.ts';

/** Above this a file is not looked into, and is named instead. In bytes. */
const mostBytes = 16 * 1024 * 1024;

/** What became of the look into one file: whether the register changed, or why it was not looked into. */
export type Looked = 'changed' | 'same' | 'too-large' | 'unreadable';

/**
 * Registers the values of our keys in a file of any format, except what is a line of a `.env` (those are
 * places of their own), and takes off the register what is not there any more.
 */
export async function lookForCopies(room: Room, sight: Sight, uri: Uri): Promise<Looked> {
  // The next content of a file, on its way: the look at the file itself sees what came of it.
  if (isTemporary(uri.fsPath)) return 'same';
  const bytes = await bytesThatMayHold(uri.fsPath);
  if (typeof bytes === 'string') return bytes;
  const file = uri.toString();
  const known = sight.copiesIn(file);
  if (!bytes && known.length === 0) return 'same';
  const copies = bytes ? await copiesIn(uri, bytes, sight) : [];
  let changed = false;
  for (const [keyPrefix, value] of firstOfEach(copies)) {
    const owner = await sight.ownerOf(value);
    if (!owner) continue;
    const place = { kind: 'text', file, keyPrefix } as const;
    const before = known.find((each) => each.place.keyPrefix === keyPrefix)?.placement;
    if (before?.keyId !== owner.keyId) {
      const remembered = await room.placements.remember(place, owner, value, before ?? null);
      changed = remembered || changed;
    }
    if (!sight.isDead(owner)) continue;
    const now = await room.placements.at(place);
    if (now?.keyId === owner.keyId) {
      changed = (await room.placements.markStale(place, now)) || changed;
    }
  }
  for (const { place, placement } of known) {
    if (copies.some(({ value }) => value.keyPrefix === place.keyPrefix)) continue;
    changed = (await room.placements.forget(place, placement)) || changed;
  }
  return changed ? 'changed' : 'same';
}

/** `undefined` for a file without anything of ours, which is nearly every file: two searches in its bytes. */
async function bytesThatMayHold(
  file: string,
): Promise<Buffer | undefined | 'too-large' | 'unreadable'> {
  try {
    const bytes = await readWhole(file, mostBytes);
    if (bytes === undefined || bytes === 'too-large') return bytes;
    return mayHoldSecret(bytes) || isUtf16(bytes) ? bytes : undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    // Gone since it was listed, or a link: nothing stands there, or it is looked at where it lies.
    return error.code === 'ENOENT' || error.code === 'ELOOP' ? undefined : 'unreadable';
  }
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

async function copiesIn(uri: Uri, bytes: Buffer, sight: Sight): Promise<readonly FileCopy[]> {
  const copies = findCopies(bytes);
  if (copies.length === 0 || !isSecretFileName(uri.path)) return copies;
  const lines = (await ownLines(bytes, sight.prefixes)) ?? [];
  return copies.filter(
    ({ line, value }) => !lines.some((own) => own.line === line && own.value.equals(value)),
  );
}

function firstOfEach(copies: readonly FileCopy[]) {
  const values = new Map(copies.map(({ value }) => [value.keyPrefix, value]));
  for (const { value } of copies.toReversed()) values.set(value.keyPrefix, value);
  return values;
}
