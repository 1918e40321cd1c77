import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import type { WorkerPool, DoomedPool, Ran } from './workerPools.ts';
import type { Job } from './jobs.ts';
import type { PlaneProcess } from './plane.ts';
import type { Recorder } from './recorder.ts';
import type { Worker } from './workers.ts';

/** A proxy that can be asked whether anything is still under way. */
export interface LaneProxy extends FaultProxy {
  isQuiet(): boolean;
}

/** Runs one trial after the other, with a proxy of its own; the processes are shared with others. */
export interface Lane {
  readonly plane: PlaneProcess;
  readonly recorder: Recorder;
  readonly proxy: LaneProxy;
  /** Where trials put their folders; removed with everything in it. */
  readonly folder: string;
  /** `fresh`: in a process that is gone when the job is answered, as a window that is closed. */
  run(job: Job, fresh?: boolean): Promise<Ran>;
  /** The same job in two processes at once, each with its own hesitations. */
  runRivals(job: Job): Promise<[Ran, Ran]>;
  close(): Promise<void>;
}

export interface LaneParts {
  readonly plane: PlaneProcess;
  readonly recorder: Recorder;
  readonly calm: WorkerPool;
  readonly doomed: DoomedPool;
  readonly folder: string;
}

export async function openLane(parts: LaneParts): Promise<Lane> {
  const { plane, recorder, calm, doomed, folder } = parts;
  const proxy = await startFaultProxy(recorder.url);
  let settled = true;

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
    run: (job, fresh = false) => (fresh || job.kill !== null ? doomed : calm).run(job),
    async runRivals(job) {
      const seed = job.jitterSeed ?? 0;
      // Both are up before either begins: otherwise there is no race.
      const workers = [await doomed.take(), await doomed.take()] as const;
      const race = async (worker: Worker, number: number): Promise<Ran> => {
        const report = await worker.run({ ...job, jitterSeed: seed + number });
        await worker.end();
        return { report: report === 'stopped' ? undefined : report, output: worker.output() };
      };
      return Promise.all([race(workers[0], 1), race(workers[1], 2)]);
    },
    close: () => proxy.close(),
  };
}
