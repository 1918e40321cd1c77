import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/root.mjs';
import type { Job, Report } from './jobs.ts';

/** A child process that runs jobs until one of them kills it. */
export interface Worker {
  /** `killed`: it died of its job, as it was told to. */
  run(job: Job): Promise<Report | 'killed'>;
  /** Everything it wrote to its standard streams. */
  readonly output: () => string;
  readonly isAlive: () => boolean;
  end(): Promise<void>;
}

/** One file of plain JavaScript: a worker then starts in a fifth of the time. */
export async function bundleWorker(folder: string): Promise<string> {
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [join(root, 'test', 'faults', 'worker.ts')],
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

const environment = {
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
  const exited = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error(`A worker did not start:\n${output}`);
    }),
  ]);
  return {
    output: () => output,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    run: (job) => runIn(child, job, exited, () => output),
    async end() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function runIn(
  child: ChildProcess,
  job: Job,
  exited: Promise<unknown>,
  output: () => string,
): Promise<Report | 'killed'> {
  const report = once(child, 'message') as Promise<[Report]>;
  child.send(job);
  const first = await Promise.race([report.then(([said]) => said), exited.then(() => 'exit')]);
  if (typeof first !== 'string') return first;
  if (child.signalCode !== 'SIGKILL') {
    throw new Error(`A worker ended by itself (${child.exitCode}):\n${output()}`);
  }
  return 'killed';
}

/** Workers that are about to die, started ahead of their time. */
export interface Victims {
  take(): Promise<Worker>;
  close(): Promise<void>;
}

export function createVictims(file: string, ahead: number): Victims {
  const waiting: Promise<Worker>[] = [];
  const refill = () => {
    while (waiting.length < ahead) waiting.push(startWorker(file));
  };
  refill();
  return {
    async take() {
      const worker = waiting.shift() ?? startWorker(file);
      refill();
      return worker;
    },
    async close() {
      for (const worker of waiting) await (await worker).end();
    },
  };
}
