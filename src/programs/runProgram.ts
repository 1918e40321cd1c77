import { spawn, type ChildProcess } from 'node:child_process';
import { createCollector, type Output } from './output.ts';

/** One run of a program: what is started, and what it is given. */
export interface Run {
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where it is started: a folder of ours, in which no file tells it anything. */
  readonly cwd: string;
  /** The whole of its standard input, which ends behind it. */
  readonly input?: string;
  /** It refuses a standard input that is a socket, as Node makes it. */
  readonly needsPipe?: boolean;
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How a run ended: by itself, with an exit code or by a signal, or ended by us. */
export interface Ended {
  readonly how: 'exited' | 'not-started' | 'timed-out' | 'stopped';
  readonly code: number | null;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Who ignores a request to end is ended after so long. */
const graceMs = 1500;
/** A child of a program that ended may hold its outputs open; it is not waited for any longer. */
const lingerMs = 500;

/**
 * Runs a program without a shell and without a terminal to ask on, in a process group of its own, which ends as a whole at
 * the limit and when the caller stops it. Never throws.
 */
export function runProgram(run: Run): Promise<Ended> {
  const [stdout, stderr] = [createCollector(), createCollector()];
  const result = (how: Ended['how'], code: number | null): Ended => ({
    how,
    code,
    stdout: stdout.read(),
    stderr: stderr.read(),
  });
  if (run.signal?.aborted === true) return Promise.resolve(result('stopped', null));
  return new Promise((resolve) => {
    let stoppedBy: 'timed-out' | 'stopped' | undefined;
    const child = start(run);
    if (child === undefined) {
      resolve(result('not-started', null));
      return;
    }
    const stop = (why: 'timed-out' | 'stopped') => {
      stoppedBy ??= why;
      endGroup(child, 'SIGTERM');
      grace ??= setTimeout(() => {
        endGroup(child, 'SIGKILL');
        linger(null);
      }, graceMs);
    };
    let grace: NodeJS.Timeout | undefined;
    let lingering: NodeJS.Timeout | undefined;
    const limit = setTimeout(() => {
      stop('timed-out');
    }, run.limitMs);
    const onAbort = () => {
      stop('stopped');
    };
    run.signal?.addEventListener('abort', onAbort, { once: true });
    const finish = (how: Ended['how'], code: number | null) => {
      for (const timer of [limit, grace, lingering]) clearTimeout(timer);
      run.signal?.removeEventListener('abort', onAbort);
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.unref();
      resolve(result(stoppedBy ?? how, code));
    };
    /** What is left of the group would be nobody's: a program that ended has said what it had to say. */
    const linger = (code: number | null) => {
      lingering ??= setTimeout(() => {
        endGroup(child, 'SIGKILL');
        finish('exited', code);
      }, lingerMs);
    };
    child.stdout?.on('data', stdout.take);
    child.stderr?.on('data', stderr.take);
    // It may end, or close its input, before it has read everything.
    child.stdin?.on('error', () => undefined);
    child.on('error', () => {
      finish('not-started', null);
    });
    child.on('exit', (code) => {
      // What it did is done: no limit and no stop says otherwise any more.
      clearTimeout(limit);
      run.signal?.removeEventListener('abort', onAbort);
      linger(code);
    });
    child.on('close', (code) => {
      finish('exited', code);
    });
    child.stdin?.end(run.input ?? '');
  });
}

/**
 * Only a shell makes a pipe. Its text is always this one: program and arguments are handed to it beside the text, and are
 * never read by it.
 */
const joined = ['/bin/sh', '-c', 'cat | "$@"', 'sh'] as const;

/** `undefined` for what cannot even be handed over, as an argument with a NUL. */
function start({ program, args, env, cwd, needsPipe }: Run): ChildProcess | undefined {
  const isJoined = needsPipe === true && process.platform !== 'win32';
  const [file, ...rest] = isJoined ? [...joined, program, ...args] : [program, ...args];
  try {
    return spawn(file, rest, {
      env,
      cwd,
      shell: false,
      // A session of its own has no terminal; on Windows it would have a window.
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  } catch {
    return undefined;
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') {
      spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true }).on(
        'error',
        () => undefined,
      );
    } else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
