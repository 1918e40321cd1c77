import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { endWithProcess } from './owned.ts';

/** A long-running program that we started, with everything it wrote. */
export interface Program {
  readonly pid: number;
  /** Standard output and standard error in the order of arrival. */
  log(): string;
  /** Resolves when `pattern` was written; rejects with the log when the program ends before, or after `ms`. */
  says(pattern: RegExp, ms: number): Promise<RegExpMatchArray>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends it and what it started, by id; twice is fine. */
  dispose(): Promise<void>;
}

/** Starts a program that ends with this process at the latest. */
export async function startProgram(
  file: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> & { onLine?: (line: string) => void } = {},
): Promise<Program> {
  const posix = process.platform !== 'win32';
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    // A group of its own, so that what it starts can be ended with it.
    detached: posix,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  const pid = child.pid!;
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(posix ? -pid : pid, name);
    } catch (error) {
      // ESRCH: it has ended, which is what was wanted.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  const owned = endWithProcess(() => {
    signal('SIGKILL');
  });

  let log = '';
  let rest = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer) => {
    const text = chunk.toString();
    log += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) options.onLine?.(line);
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, by) => {
      resolve(code ?? by ?? 'SIGKILL');
    });
  });

  return {
    pid,
    ended,
    log: () => log,
    says: (pattern, ms) =>
      new Promise((resolve, reject) => {
        const fail = (why: string) => {
          settle();
          reject(new Error(`${why} before it said ${pattern.source}:\n${log}`));
        };
        const look = () => {
          const match = pattern.exec(log);
          if (!match) return;
          settle();
          resolve(match);
        };
        const timer = setTimeout(() => {
          fail(`${file} took over ${ms} ms`);
        }, ms);
        const settle = () => {
          clearTimeout(timer);
          listeners.delete(look);
        };
        listeners.add(look);
        void ended.then((how) => {
          fail(`${file} ended (${how})`);
        });
        look();
      }),
    dispose: async () => {
      signal('SIGTERM');
      const patience = setTimeout(() => {
        signal('SIGKILL');
      }, 2000);
      await ended;
      clearTimeout(patience);
      // Its own children may have outlived it.
      signal('SIGKILL');
      owned.release();
    },
  };
}
