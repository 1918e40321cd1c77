import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** `cannot` where the program is not there, or is one that knows nothing of attributes. */
export type CopyFailure =
  { readonly kind: 'cannot' } | { readonly kind: 'failed'; readonly said: string };

/** What is asked of the thread; answered under the same number. */
interface Start {
  readonly id: number;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

interface Ended {
  readonly id: number;
  /** `undefined` where it ended well. */
  readonly error: string | undefined;
  readonly stderr: string;
}

/** A rotation goes on with the next file at once; a thread that nobody needs is memory. */
const IDLE_MS = 5000;

/**
 * Gives one file what another has beside its bytes, by the system's own `cp`. Whoever starts a program waits until the
 * system has begun it, which on a busy machine takes long; so a thread does that, and the host goes on.
 */
export async function copyAttributes(args: readonly string[]): Promise<CopyFailure | undefined> {
  const directories = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((each) => path.isAbsolute(each));
  const env = { PATH: directories.join(path.delimiter), LC_ALL: 'C' };
  const { error, stderr } = await (starter ??= createStarter()).start(args, env);
  if (error === undefined) return undefined;
  if (
    error === 'ENOENT' ||
    /(?:unrecognized|invalid|illegal|unknown) option|usage:/i.test(stderr)
  ) {
    return { kind: 'cannot' };
  }
  const [first = ''] = stderr.split('\n');
  // The path in it leads through our own open folder, and says nothing to a person.
  const said = first.replace(/^cp: /, '').replace(/(?: for)? '\/[^']*'/g, '');
  return { kind: 'failed', said: said === '' ? error : said };
}

interface Starter {
  start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended>;
}

let starter: Starter | undefined;

/** A thread that ends when nothing was asked of it for a while; the next file gets a new one. */
function createStarter(): Starter {
  const waiting = new Map<number, (ended: Ended) => void>();
  const worker = new Worker(`(${startPrograms.toString()})()`, {
    eval: true,
    execArgv: [],
    env: {},
  });
  let [last, idle]: [number, NodeJS.Timeout | undefined] = [0, undefined];
  const end = () => {
    if (starter === self) starter = undefined;
    for (const [id, answer] of waiting) answer({ id, error: 'ended', stderr: '' });
    waiting.clear();
    void worker.terminate();
  };
  const self: Starter = {
    start(args, env) {
      clearTimeout(idle);
      // The process does not end as long as somebody waits for an answer.
      worker.ref();
      const { promise, resolve } = Promise.withResolvers<Ended>();
      const id = ++last;
      waiting.set(id, resolve);
      worker.postMessage({ id, args, env } satisfies Start);
      return promise;
    },
  };
  worker.on('message', (ended: Ended) => {
    waiting.get(ended.id)?.(ended);
    waiting.delete(ended.id);
    if (waiting.size > 0) return;
    worker.unref();
    idle = setTimeout(end, IDLE_MS).unref();
  });
  worker.on('error', end);
  worker.on('exit', end);
  return self;
}

/** What the thread does. It is given as text, so that it stands on nothing around it. */
function startPrograms(): void {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const { execFile } = process.getBuiltinModule('node:child_process');
  parentPort?.on('message', ({ id, args, env }: Start) => {
    execFile('cp', args, { cwd: '/', timeout: 10_000, env }, (error, _, stderr) => {
      const failure = error === null ? undefined : String(error.code ?? error.signal);
      parentPort.postMessage({ id, error: failure, stderr } satisfies Ended);
    });
  });
}
