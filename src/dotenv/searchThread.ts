import { parentPort } from 'node:worker_threads';
import { isClosedArchive } from '../files/packed.ts';
import { readSmall } from '../files/readSmall.ts';
import { isTemporary } from '../files/temporaries.ts';
import { walkRest, type FilePath, type Unwalked } from '../files/walkFiles.ts';
import { mayHoldCopies } from './copies.ts';
import { isNamedLikeEnv } from './envFileName.ts';
import { mayBeRareCopies } from './rareCopies.ts';
import type { Batch, Task } from './restInThread.ts';

/*
 * The second thread of a search, a bundle of its own: walks through the rest of the folders and tells of files, as long as the host is
 * busy with others, that they hold nothing. All else (a file that holds something, is large, empty or packed, or
 * cannot be read) is the host's.
 */

/** So many files are told of at once, or so many folders. */
const [mostFiles, mostFolders] = [256, 8];
/** The host has so much before it that it will not wait. In batches. */
const enough = 2;

parentPort?.once('message', ({ rest, always, taken }: Task) => {
  const unwalked: Unwalked = { unreadable: [], tooDeep: [] };
  const done = new Int32Array(taken);
  let [sent, batch] = [0, emptyBatch()];
  const send = (end?: Unwalked) => {
    parentPort?.postMessage({ ...batch, end } satisfies Batch);
    sent += 1;
    batch = emptyBatch();
  };
  for (const walked of walkRest(rest, unwalked)) {
    const isBusy = sent - Atomics.load(done, 0) >= enough;
    const files = isBusy
      ? walked.files.filter((file) => always.has(file.toString()) || !holdsNothing(file))
      : walked.files;
    batch.empty += walked.files.length - files.length;
    batch.files += files.length;
    batch.walked.push({ ...walked, files });
    if (batch.files >= mostFiles || batch.walked.length >= mostFolders) send();
  }
  send(unwalked);
});
parentPort?.postMessage('ready');

const emptyBatch = () => ({ walked: [] as Batch['walked'][number][], files: 0, empty: 0 });

function holdsNothing(file: FilePath): boolean {
  if (typeof file !== 'string' || isNamedLikeEnv(file) || isTemporary(file)) return false;
  try {
    const bytes = readSmall(file);
    if (bytes === 'large' || bytes.byteLength === 0 || isClosedArchive(bytes)) return false;
    return !mayHoldCopies(bytes) && !mayBeRareCopies(file, bytes);
  } catch {
    return false;
  }
}
