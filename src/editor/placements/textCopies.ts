import type { Uri } from 'vscode';
import { copiesIn, mayHoldCopies, mayHoldRareCopies, type FileCopy } from '../../dotenv/copies.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import { codeOf } from '../../files/fileRefusal.ts';
import { oddPath } from '../../files/oddName.ts';
import { readWhole } from '../../files/readWhole.ts';
import { mostBytes } from '../../dotenv/search.ts';
import { whenSteady } from '../../files/steady.ts';
import { isTemporary } from '../../files/temporaries.ts';
import { createTimeSlice, inSlices } from '../../files/timeSlice.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { ownLines } from '../env/ownLines.ts';
import { missingAt, unsettle } from './missingAt.ts';
import type { KnownCopy, KnownKeys } from './knownKeys.ts';

/** So many names of lines are kept of one file. */
const mostNames = 32;

/** A file as it was read: `undefined` where it can be looked into by nobody now. */
interface Content {
  /** `gone` where no file is. */
  readonly bytes: Buffer | 'gone' | undefined;
  readonly isChanging: boolean;
}

/**
 * Registers the values of our keys in a file of any format, except what is a line of a `.env` (those are
 * places of their own), and takes off the register what is not there any more; whether the register changed.
 * `given` is the file, where it was read already.
 */
export async function lookForCopies(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  uri: Uri,
  given?: Content,
): Promise<boolean> {
  if (isTemporary(uri.fsPath)) return false;
  const known = keys.copiesIn(uri.toString());
  const missingFrom = (copies: readonly FileCopy[]) =>
    known.filter(({ place }) => !copies.some(({ value }) => value.keyPrefix === place.keyPrefix));
  const read = () => contentOf(uri.fsPath, known.length > 0);
  let content = given ?? (await read());
  let copies = await ourCopies(uri, content, keys);
  if (missingFrom(copies).length > 0) {
    content = await whenSteady(content, uri.fsPath, read, isSame);
    copies = await ourCopies(uri, content, keys);
  }
  const { bytes, isChanging } = content;
  if (bytes === undefined) return false;
  const found = await register(lifecycle, keys, uri.toString(), copies);
  if (isChanging) return found.changed;
  return (await settle(lifecycle, missingFrom(copies), bytes, found.names)) || found.changed;
}

/** Registers what stands in a file; answers also with what the lines of our keys are called. */
async function register(
  lifecycle: LifecycleContext,
  keys: KnownKeys,
  file: string,
  copies: readonly FileCopy[],
) {
  const known = keys.copiesIn(file);
  const slice = createTimeSlice();
  const ours = new Set<string>();
  let changed = false;
  for (const { keyPrefix, value, names } of ofEachKey(copies)) {
    if (slice.isDue()) await slice.rest();
    const owner = await keys.ownerOf(value);
    if (!owner) continue;
    for (const name of names) ours.add(name);
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
  return { changed, names: ours };
}

/** Says of places whose value is not to be seen any more what became of them. */
async function settle(
  lifecycle: LifecycleContext,
  missing: readonly KnownCopy[],
  bytes: Buffer | 'gone',
  names: ReadonlySet<string>,
): Promise<boolean> {
  let changed = false;
  for (const { place, placement } of missing) {
    const state = { exists: bytes !== 'gone', bytes: bytes === 'gone' ? new Uint8Array() : bytes };
    // The value of another key of ours was put there on purpose, under the same name.
    const isReplaced = place.names?.length !== 0 && place.names?.every((each) => names.has(each));
    // What is out of date already holds up nothing: whoever changed it has seen to it.
    const isOver =
      isReplaced === true ||
      placement.state === 'stale' ||
      (await missingAt(place, state)) === 'gone';
    changed = (await unsettle(lifecycle, placement, isOver)) || changed;
  }
  return changed;
}

/** What a link leads to is looked at where it lies, except where a place is known behind it. */
async function contentOf(file: string, follow: boolean): Promise<Content> {
  try {
    const whole = await readWhole(oddPath(file) ?? file, { mostBytes, follow });
    return typeof whole === 'object' ? whole : { bytes: undefined, isChanging: false };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return { bytes: code === 'ENOENT' ? 'gone' : undefined, isChanging: false };
  }
}

function isSame({ bytes: was }: Content, { bytes: is }: Content): boolean {
  return Buffer.isBuffer(was) && Buffer.isBuffer(is) ? was.equals(is) : was === is;
}

async function ourCopies(
  uri: Uri,
  { bytes }: Content,
  keys: KnownKeys,
): Promise<readonly FileCopy[]> {
  if (!Buffer.isBuffer(bytes) || !(mayHoldCopies(bytes) || mayHoldRareCopies(bytes))) return [];
  const copies = await inSlices(copiesIn(bytes), createTimeSlice());
  if (copies.length === 0 || !isLineFile(uri)) return copies;
  const lines = (await ownLines(bytes, keys.prefixes)) ?? [];
  const own = Map.groupBy(lines, ({ line }) => line);
  return copies.filter(
    ({ line, value }) => own.get(line)?.some((each) => each.value.equals(value)) !== true,
  );
}

/** Whether its lines are places of their own; what no text leads to is written by nobody. */
const isLineFile = ({ path: name, fsPath }: Uri): boolean =>
  isSecretFileName(name) && oddPath(fsPath) === undefined;

/** One for each key that has values here, with what all their lines are called. */
function ofEachKey(copies: readonly FileCopy[]) {
  return [...Map.groupBy(copies, ({ value }) => value.keyPrefix)].flatMap(([keyPrefix, all]) => {
    const [first] = all;
    const names = [...new Set(all.flatMap((each) => each.names))].slice(0, mostNames);
    return first ? [{ keyPrefix, value: first.value, names }] : [];
  });
}
