import { Worker } from 'node:worker_threads';

/** A program of the system, by a path that starts that one alone. */
export interface ProgramStart {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface ProgramEnd {
  /** `undefined` where it ended well; else its exit code, or why it did not begin. */
  readonly error: string | undefined;
  readonly stderr: string;
}

/** What the thread is asked for, and what it answers, under the same number. */
type Start = ProgramStart & { readonly id: number };
type Ended = ProgramEnd & { readonly id: number };

/** A rotation goes on with the next file at once; a thread that nobody needs is memory. */
const IDLE_MS = 5000;

/**
 * Starts a short program of the system. Whoever does that waits until the system has begun it, which on a busy
 * machine takes long; so a thread does, and the host goes on.
 */
export function startInThread(start: ProgramStart): Promise<ProgramEnd> {
  return (starter ??= createStarter()).start(start);
}

interface Starter {
  start(start: ProgramStart): Promise<ProgramEnd>;
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
    start(start) {
      clearTimeout(idle);
      // The process does not end as long as somebody waits for an answer.
      worker.ref();
      const { promise, resolve } = Promise.withResolvers<Ended>();
      const id = ++last;
      waiting.set(id, resolve);
      worker.postMessage({ ...start, id } satisfies Start);
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
  parentPort?.on('message', ({ id, program, args, env }: Start) => {
    const options = { cwd: '/', timeout: 10_000, windowsHide: true, env };
    execFile(program, args, options, (error, _, stderr) => {
      const failure = error === null ? undefined : String(error.code ?? error.signal);
      parentPort.postMessage({ id, error: failure, stderr } satisfies Ended);
    });
  });
}
