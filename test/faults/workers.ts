import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/root.mjs';
import type { Job, Report, Stopped } from './jobs.ts';

/** A child process that works on jobs, several at a time. */
export interface Worker {
  /** `stopped`: the job stands at its kill point, and the process is to be killed. */
  run(job: Job): Promise<Report | 'stopped'>;
  /** Everything it wrote to its standard streams. */
  readonly output: () => string;
  readonly isAlive: () => boolean;
  /** SIGKILL; resolves when it is gone. */
  end(): Promise<void>;
}

/**
 * One file of plain JavaScript: a worker then starts in a fifth of the time.
 *
 * @param entry below `test/faults`, without its ending
 */
export async function bundleWorker(folder: string, entry = 'worker'): Promise<string> {
  const outfile = join(folder, `${basename(entry)}.mjs`);
  await build({
    entryPoints: [join(root, 'test', 'faults', `${entry}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // CommonJS parts inside axios ask for `require`, which an ES module does not have.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    target: 'node24',
    logLevel: 'error',
  });
  // A worker that is killed leaves no compiled code for the next one; this one ends by itself.
  const warm = spawn(process.execPath, [outfile], { env: environment, stdio: 'ignore' });
  await once(warm, 'exit');
  return outfile;
}

export const environment = {
  ...process.env,
  NODE_COMPILE_CACHE: join(root, 'out', 'faults', 'compiled'),
};

export async function startWorker(file: string): Promise<Worker> {
  const child = fork(file, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: environment,
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  // Not `exit`: what it said last may still be on its way, and is searched for secrets.
  const exited = once(child, 'close');
  const died = exited.then(() => {
    throw new Error(`A worker ended by itself (${child.exitCode}):\n${output}`);
  });
  died.catch(() => undefined);
  await Promise.race([once(child, 'message'), died]);

  const working = new Map<number, (said: Report | 'stopped') => void>();
  let jobs = 0;
  child.on('message', (said: Report | Stopped) => {
    working.get(said.id)?.('trace' in said ? said : 'stopped');
    working.delete(said.id);
  });
  return {
    output: () => output,
    isAlive,
    run(job) {
      const id = ++jobs;
      const said = new Promise<Report | 'stopped'>((resolve) => working.set(id, resolve));
      child.send({ ...job, id });
      return Promise.race([said, died]);
    },
    async end() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
