import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import type { Job, Report } from './jobs.ts';
import type { PlaneProcess } from './plane.ts';
import type { Recorder } from './recorder.ts';
import { startWorker, type Victims, type Worker } from './workers.ts';

/** A proxy that can be asked whether anything is still under way. */
export interface LaneProxy extends FaultProxy {
  isQuiet(): boolean;
}

/** What a job left: `report` is missing when it was killed. */
export interface Ran {
  readonly report: Report | undefined;
  readonly output: string;
}

/** Runs one trial after the other: a proxy of its own, and a worker that outlives calm jobs. */
export interface Lane {
  readonly plane: PlaneProcess;
  readonly recorder: Recorder;
  readonly proxy: LaneProxy;
  /** Where trials put their folders; removed with everything in it. */
  readonly folder: string;
  /** `fresh`: in a process that ends with the job, as a window that is closed. */
  run(job: Job, fresh?: boolean): Promise<Ran>;
  /** The same job in two processes at once, each with its own hesitations. */
  runRivals(job: Job): Promise<[Ran, Ran]>;
  close(): Promise<void>;
}

export interface LaneParts {
  readonly plane: PlaneProcess;
  readonly recorder: Recorder;
  readonly bundle: string;
  readonly victims: Victims;
  readonly folder: string;
}

export async function openLane(parts: LaneParts): Promise<Lane> {
  const { plane, recorder, bundle, victims, folder } = parts;
  const proxy = await startFaultProxy(recorder.url);
  let settled = true;
  let calm: Worker | undefined;
  let jobs = 0;

  return {
    plane,
    recorder,
    folder,
    proxy: {
      ...proxy,
      isQuiet: () => settled,
      plan(plan) {
        if (plan.fault.kind === 'late-commit' || plan.fault.kind === 'duplicated') settled = false;
        proxy.plan(plan);
      },
      async settled() {
        await proxy.settled();
        settled = true;
      },
    },
    async run(job, fresh = false) {
      const isDoomed = fresh || job.kill !== null;
      if (!isDoomed && !calm?.isAlive()) calm = await startWorker(bundle);
      const worker = isDoomed || !calm ? await victims.take() : calm;
      const before = worker.output().length;
      const report = await worker.run({ ...job, id: ++jobs });
      // A kill point that was not reached leaves a worker that nobody needs.
      if (isDoomed && worker.isAlive()) await worker.end();
      return {
        report: report === 'killed' ? undefined : report,
        output: worker.output().slice(before),
      };
    },
    async runRivals(job) {
      const seed = job.jitterSeed ?? 0;
      // Both are up before either begins: otherwise there is no race.
      const workers = [await victims.take(), await victims.take()] as const;
      const race = async (worker: Worker, number: number): Promise<Ran> => {
        const report = await worker.run({ ...job, id: ++jobs, jitterSeed: seed + number });
        if (worker.isAlive()) await worker.end();
        return { report: report === 'killed' ? undefined : report, output: worker.output() };
      };
      return Promise.all([race(workers[0], 1), race(workers[1], 2)]);
    },
    async close() {
      await calm?.end();
      await proxy.close();
    },
  };
}
