import { Uri, workspace } from 'vscode';
import { mayHoldCopies } from '../../dotenv/copies.ts';
import { isNamedLikeEnv } from '../../dotenv/envFileName.ts';
import { mayBeRareCopies } from '../../dotenv/rareCopies.ts';
import { latin1View } from '../../dotenv/text/fileText.ts';
import { nothingLeftOut, type Found, type Unsearched } from '../../dotenv/search.ts';
import { searchFiles } from '../../dotenv/searchFiles.ts';
import { createTimeSlice } from '../../files/timeSlice.ts';
import { isTemporary } from '../../files/temporaries.ts';
import { shownPath } from '../../files/walkFiles.ts';
import { onDisk } from '../env/envSpot.ts';
import type { KnownKeys } from './knownKeys.ts';

/** What a search through the open folders came to. */
export interface Searched {
  readonly files: number;
  readonly changed: boolean;
  readonly unsearched: Unsearched;
}

/**
 * Looks into every file of the open, trusted folders on this machine's disk that could hand a value to a
 * program. Nothing in settings hides a file from it. `look` gets those that hold something like a value of
 * ours, or held one. `temporaries` are what writes made for a moment, or left.
 */
export async function searchFolders(
  keys: KnownKeys,
  look: (file: Uri, found: Found) => Promise<void>,
  signal: AbortSignal,
  tell: (files: number) => void,
): Promise<Omit<Searched, 'changed'> & { readonly temporaries: readonly Uri[] }> {
  const known = new Set<string>();
  const slice = createTimeSlice();
  for (const file of keys.files()) {
    known.add(Uri.parse(file).fsPath);
    if (slice.isDue()) await slice.rest();
  }
  const unsearched = nothingLeftOut();
  const temporaries = new Set<string>();
  let files = 0;
  for (const { uri } of workspace.workspaceFolders ?? []) {
    if (!onDisk(uri) || !workspace.isTrusted) continue;
    const before = files;
    files += await searchFiles(uri.fsPath, {
      wants: (file, bytes) => {
        const shown = shownPath(file);
        // The next content of a file, on its way: the look at the file itself sees what came of it.
        if (isTemporary(shown)) {
          temporaries.add(shown);
          return false;
        }
        if (mayHoldCopies(bytes) || known.has(shown)) return true;
        if (mayBeRareCopies(shown, bytes)) return true;
        return isNamedLikeEnv(shown) && keys.prefixes.begin.test(latin1View(bytes));
      },
      always: known,
      look: (found) => look(Uri.file(shownPath(found.file)), found),
      signal,
      unsearched,
      tell: (here) => {
        tell(before + here);
      },
    });
  }
  return { files, unsearched, temporaries: [...temporaries].map((each) => Uri.file(each)) };
}
