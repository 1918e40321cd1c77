import { lstat, readFile } from 'node:fs/promises';
import { Uri, workspace } from 'vscode';
import { CancelledError } from '../../domain/errors.ts';
import { mayHoldSecret } from '../../domain/secrets/secretFormat.ts';
import { createTimeSlice } from '../../files/timeSlice.ts';
import { readSetting } from '../settings.ts';
import { mostCharacters, type Leak } from './leak.ts';
import { lookForLeaks, type LookParts } from './lookForLeaks.ts';

/** What a look through files found. */
export interface TrackedScan {
  readonly filesRead: number;
  /** Larger than what is looked into. */
  readonly tooLarge: number;
  readonly found: ReadonlyMap<Uri, readonly Leak[]>;
}

const atOnce = 8;

/** Looks into these files as they are on disk or in an open editor. @throws CancelledError */
export async function scanTracked(
  parts: LookParts,
  files: readonly string[],
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
  const look = async (file: string) => {
    const text = open.get(file)?.getText() ?? (await read(file, everything));
    if (text === undefined) return;
    if (text === 'too-large') {
      tooLarge += 1;
      return;
    }
    filesRead += 1;
    if (!everything && !mayHoldSecret(text)) return;
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
  return { filesRead, tooLarge, found };
}

/** `undefined` for what is no file, or cannot be read; `''` for a file that holds nothing of ours. */
async function read(file: string, everything: boolean): Promise<string | undefined> {
  const bytes = await lstat(file)
    .then(async (is) => {
      // A link is followed by nobody: what it points at is tracked itself, or is none of ours.
      if (!is.isFile()) return undefined;
      return is.size > mostCharacters ? 'too-large' : await readFile(file);
    })
    .catch((error: unknown) => {
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    });
  if (bytes === undefined || bytes === 'too-large') return bytes;
  // Most files are left here, without a text being made of them.
  if (!everything && !mayHoldSecret(bytes)) return '';
  return bytes.toString().replace(/^\uFEFF/, '');
}
