import { Uri, workspace } from 'vscode';
import { isNamedLikeEnv } from '../../dotenv/envFileName.ts';
import { nothingLeftOut, type Found } from '../../dotenv/search.ts';
import { createTimeSlice, type TimeSlice } from '../../files/timeSlice.ts';
import { findEnvFiles } from '../env/envCandidates.ts';
import { onDisk } from '../env/envSpot.ts';
import { lookForLines } from './envLines.ts';
import { readKnownKeys } from './knownKeys.ts';
import { lookInto, registeredFiles, type ScanParts } from './lookInto.ts';
import { searchFolders, type Searched } from './searchFolders.ts';
import { sweepFolders } from './sweepFolders.ts';
import { lookForCopies } from './textCopies.ts';

/**
 * Looks for values of our keys into every file of the open folders, whatever its format, and at what
 * lies elsewhere by its name.
 */
export async function searchEverywhere(
  parts: ScanParts,
  signal: AbortSignal,
  tell: (files: number) => void,
): Promise<Searched> {
  const before = await registeredFiles(parts);
  const slice = createTimeSlice();
  const named = await namedFiles(before, signal, slice);
  if (!workspace.isTrusted) {
    const changed = await lookInto(parts, [...named.values()], signal);
    return { files: 0, unsearched: nothingLeftOut(), changed };
  }
  const opened = await parts.lifecycle();
  const keys = await readKnownKeys(opened, parts.keyList);
  let changed = false;
  const lookAt = async (uri: Uri, { bytes, isChanging }: Found) => {
    // What was read is good until others read, too.
    const content = { bytes: Buffer.from(bytes), isChanging };
    named.delete(uri.toString());
    if (keys.placementsIn(uri.toString()).length > 0 || isNamedLikeEnv(uri.path)) {
      changed = (await lookForLines(opened, keys, uri, slice)) || changed;
    }
    changed = (await lookForCopies(opened, keys, uri, content)) || changed;
  };
  const { temporaries, ...searched } = await searchFolders(keys, lookAt, signal, tell);
  if (!signal.aborted) {
    changed = (await lookInto(parts, [...named.values()], signal)) || changed;
  }
  // The next content of a file lies beside it, or in a folder of its own there.
  const beside = temporaries.flatMap((uri) => [uri, Uri.joinPath(uri, '..')]);
  await sweepFolders([...before, ...beside], signal, slice);
  return { ...searched, changed };
}

/** What is not on this disk, and what lies where nobody would look, is looked at by its name. */
async function namedFiles(
  before: readonly Uri[],
  signal: AbortSignal,
  slice: TimeSlice,
): Promise<Map<string, Uri>> {
  const away = (workspace.workspaceFolders ?? []).filter(({ uri }) => !onDisk(uri));
  const named = new Map<string, Uri>();
  for (const uri of [...before, ...(await findEnvFiles(signal, away))]) {
    named.set(uri.toString(), uri);
    if (slice.isDue()) await slice.rest();
  }
  return named;
}
