import type { Job, Report } from './jobs.ts';
import { startWorker, type Worker } from './workers.ts';

/** What a job left: `report` is missing when it was killed. */
export interface Ran {
  readonly report: Report | undefined;
  readonly output: string;
}

/** Processes that run jobs. */
export interface WorkerPool {
  run(job: Job): Promise<Ran>;
  close(): Promise<void>;
}

/** Processes that outlive their jobs, and so run them warm. */
export function createCalmPool(file: string, count: number): WorkerPool {
  const workers: (Promise<Worker> | undefined)[] = [];
  let next = 0;
  const get = async (): Promise<Worker> => {
    const index = next++ % count;
    const worker = await workers[index];
    if (worker?.isAlive()) return worker;
    return (workers[index] = startWorker(file));
  };
  return {
    async run(job) {
      const worker = await get();
      const before = worker.output().length;
      const report = await worker.run(job);
      if (report === 'stopped') throw new Error('A job with a kill point ran among calm ones.');
      return { report, output: worker.output().slice(before) };
    },
    async close() {
      for (const worker of workers) await (await worker)?.end();
    },
  };
}

/** Processes that are about to die, started ahead of their time. */
export interface DoomedPool extends WorkerPool {
  /** One for a single job; whoever takes it ends it. */
  take(): Promise<Worker>;
}

const atOnce = 4;
const patienceMs = 15;

/**
 * Every process is killed, by SIGKILL, as soon as each of its jobs stands at its kill point or is
 * done, and only then is a job answered: to the job that is the same as a process of its own that
 * dies there, and the start of a process, which costs more than a trial, is paid for four at once.
 */
export function createDoomedPool(file: string, ahead: number): DoomedPool {
  const waiting: Promise<Worker>[] = [];
  const refill = () => {
    while (waiting.length < ahead) waiting.push(startWorker(file));
  };
  const take = async () => {
    const worker = waiting.shift() ?? startWorker(file);
    refill();
    return worker;
  };
  let boarding: Doomed | undefined;
  refill();
  return {
    take,
    async run(job) {
      // While something is under way is a moment of its own: it must not wait for others to stand still.
      if (job.kill?.when === 'during') return startDoomed(take(), () => undefined, 1).run(job);
      const doomed = (boarding ??= startDoomed(take(), () => {
        boarding = undefined;
      }));
      return doomed.run(job);
    },
    async close() {
      for (const worker of waiting) await (await worker).end();
    },
  };
}

type Doomed = Pick<WorkerPool, 'run'>;

/** `full`: takes no more jobs, because of their number or because none came for a while. */
function startDoomed(starting: Promise<Worker>, full: () => void, sharing = atOnce): Doomed {
  const gone = Promise.withResolvers<undefined>();
  gone.promise.catch(() => undefined);
  let taken = 0;
  let still = 0;
  const kill = async () => {
    await (await starting).end();
    gone.resolve(undefined);
  };
  const come = () => {
    still++;
    if (still < taken) return;
    if (taken === sharing) {
      void kill();
      return;
    }
    setTimeout(() => {
      if (still < taken || taken === sharing) return;
      full();
      taken = sharing;
      void kill();
    }, patienceMs);
  };
  return {
    async run(job) {
      taken++;
      if (taken === sharing) full();
      const worker = await starting;
      const before = worker.output().length;
      const said = await worker.run(job).catch((error: unknown) => {
        gone.reject(error);
        throw error;
      });
      come();
      await gone.promise;
      return {
        report: said === 'stopped' ? undefined : said,
        output: worker.output().slice(before),
      };
    },
  };
}
