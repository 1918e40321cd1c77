import { Worker } from 'node:worker_threads';
import {
  walkFolders,
  type FilePath,
  type Rest,
  type TakeOver,
  type Unwalked,
  type Walked,
} from '../files/walkFiles.ts';

/** What the thread is to do. */
export interface Task {
  readonly rest: Rest;
  /** Files of which it does not say that they hold nothing. */
  readonly always: ReadonlySet<string>;
  /** How many batches the host is through with: one number, shared by both. */
  readonly taken: SharedArrayBuffer;
}

/** What it answers: folders, without the files that hold nothing, some of them in several parts. */
export interface Batch {
  readonly walked: readonly Walked[];
  /** How many files it said that of. */
  readonly empty: number;
  /** With the last one. */
  readonly end: Unwalked | undefined;
}

/** Where there are fewer files a search is over before a thread has begun. */
const worthIt = 200;

/** Beside this file, as source or in what VS Code loads. */
const program = new URL(
  import.meta.url.endsWith('.ts') ? './searchThread.ts' : './searchThread.mjs',
  import.meta.url,
);

/** A second thread for a search through many files. */
export interface RestInThread {
  /** To be asked at each folder, with how many files there were before. */
  takeOver(files: number): ReturnType<TakeOver>;
  /** In how many files it found nothing. */
  count(): number;
  end(): void;
}

/** Where the thread fails, what it was to walk through is walked through again, here. */
export function createRestInThread(
  always: ReadonlySet<string>,
  unwalked: Unwalked,
  signal: AbortSignal,
): RestInThread {
  const batches: Batch[] = [];
  let [worker, state]: [Worker | undefined, 'none' | 'begun' | 'ready' | 'over'] = [
    undefined,
    'none',
  ];
  let empty = 0;
  let wake = () => {};

  const end = () => {
    if (state === 'over') return;
    state = 'over';
    signal.removeEventListener('abort', end);
    void worker?.terminate();
    wake();
  };
  const begin = () => {
    state = 'begun';
    worker = new Worker(program, { env: {}, execArgv: [] });
    worker.on('message', (said: Batch | 'ready') => {
      if (said !== 'ready') batches.push(said);
      else if (state === 'begun') state = 'ready';
      wake();
    });
    worker.on('error', end);
    worker.on('exit', end);
    signal.addEventListener('abort', end);
  };

  async function* goOn(rest: Rest): AsyncGenerator<Walked> {
    const taken = new SharedArrayBuffer(4);
    worker?.postMessage({ rest, always, taken } satisfies Task);
    for (;;) {
      const batch = batches.shift();
      if (batch) {
        for (const walked of batch.walked) yield withBuffers(walked);
        empty += batch.empty;
        Atomics.add(new Int32Array(taken), 0, 1);
        if (batch.end) {
          unwalked.unreadable.push(...batch.end.unreadable);
          unwalked.tooDeep.push(...batch.end.tooDeep);
          return;
        }
      } else if (state === 'over') break;
      else {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        wake = () => {
          resolve(undefined);
        };
        await promise;
      }
    }
    if (signal.aborted) return;
    yield* rest.listed;
    for (const each of rest.waiting) yield* walkFolders(each.folder, unwalked, signal);
  }

  return {
    takeOver(files) {
      if (state === 'none' && files >= worthIt) begin();
      return state === 'ready' ? goOn : undefined;
    },
    count: () => empty,
    end,
  };
}

/** Names in bytes come as what is no buffer any more. */
function withBuffers(walked: Walked): Walked {
  const own = (file: FilePath) => (typeof file === 'string' ? file : Buffer.from(file));
  return {
    ...walked,
    folder: own(walked.folder),
    files: walked.files.map(own),
    links: walked.links.map(own),
  };
}
