import { lstat, readFile } from 'node:fs/promises';
import { Uri, workspace } from 'vscode';
import { CancelledError } from '../../domain/errors.ts';
import { mayHoldCopies } from '../../dotenv/copies.ts';
import { mayBeRareCopies } from '../../dotenv/rareCopies.ts';
import { decodeText } from '../../files/decodeText.ts';
import { createTimeSlice } from '../../files/timeSlice.ts';
import { shownPath, type FilePath } from '../../files/walkFiles.ts';
import { readSetting } from '../settings.ts';
import { mostCharacters, type Leak } from './leak.ts';
import { lookForLeaks, type LookParts } from './lookForLeaks.ts';

/** What a look through files found. */
export interface TrackedScan {
  readonly filesRead: number;
  /** Larger than what is looked into. */
  readonly tooLarge: number;
  /** All that was not looked into, as people read it: too large, or not to be read. */
  readonly left: readonly string[];
  readonly found: ReadonlyMap<Uri, readonly Leak[]>;
}

const atOnce = 8;
/** Of UTF-16, that is as many characters as are looked into. */
const mostBytes = 2 * mostCharacters;

/** Looks into these files as they are on disk or in an open editor. @throws CancelledError */
export async function scanTracked(
  parts: LookParts,
  files: readonly FilePath[],
  signal: AbortSignal,
  tell: (done: number) => void,
): Promise<TrackedScan> {
  const found = new Map<Uri, readonly Leak[]>();
  const everything = readSetting('detectForeignSecrets');
  const open = new Map(
    workspace.textDocuments
      .filter(({ uri }) => uri.scheme === 'file')
      .map((document) => [document.uri.fsPath, document]),
  );
  const slice = createTimeSlice();
  let [filesRead, tooLarge] = [0, 0];
  const left: string[] = [];
  const look = async (path: FilePath) => {
    const file = shownPath(path);
    const text = open.get(file)?.getText() ?? (await read(path, everything));
    if (text === undefined) return;
    if (typeof text !== 'string') {
      left.push(file);
      if (text.why === 'too-large') tooLarge += 1;
      return;
    }
    filesRead += 1;
    const uri = open.get(file)?.uri ?? Uri.file(file);
    const leaks = await lookForLeaks(parts, uri, text, true);
    if (leaks.length > 0) found.set(uri, leaks);
  };
  // Each takes the next file from the same iterator.
  const queue = files.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const file of queue) {
        if (signal.aborted) throw new CancelledError();
        await look(file);
        if (!slice.isDue()) continue;
        tell(filesRead);
        await slice.rest();
      }
    }),
  );
  return { filesRead, tooLarge, left, found };
}

/** `undefined` for what is no file or is gone; `''` for a file that holds nothing of ours. */
async function read(
  file: FilePath,
  everything: boolean,
): Promise<string | undefined | { readonly why: 'too-large' | 'unreadable' }> {
  const bytes = await lstat(file)
    .then(async (is) => {
      // A link is followed by nobody: what it points at is tracked itself, or is none of ours.
      if (!is.isFile()) return undefined;
      return is.size > mostBytes ? ({ why: 'too-large' } as const) : await readFile(file);
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return error.code === 'ENOENT' ? undefined : ({ why: 'unreadable' } as const);
    });
  if (!Buffer.isBuffer(bytes)) return bytes;
  // Most files are left here, without a text being made of them.
  const mayHold = mayHoldCopies(bytes) || mayBeRareCopies(shownPath(file), bytes);
  if (!everything && !mayHold) return '';
  const text = decodeText(bytes);
  return text.length > mostCharacters ? { why: 'too-large' } : text;
}
