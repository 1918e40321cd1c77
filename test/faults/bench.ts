import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '../support/owned.ts';
import { openLane, type Lane } from './lane.ts';
import { startPlane, type PlaneProcess } from './plane.ts';
import { startRecorder } from './recorder.ts';
import { createCalmPool, createDoomedPool } from './workerPools.ts';
import { bundleWorker } from './workers.ts';

/** Everything that trials run on: one control plane, and lanes that run trials side by side. */
export interface Bench {
  readonly lanes: readonly Lane[];
  readonly plane: PlaneProcess;
  /** Removed with everything in it. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/**
 * Where Linux keeps files in memory. What a power cut leaves is told from the order of the calls
 * (`powerCutDisk.ts`), so that nothing is proved by waiting for a real disk.
 */
const memory = '/dev/shm';

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

export async function openBench(count: number): Promise<Bench> {
  const folder = await temporaryFolder('faults', (await isWritable(memory)) ? memory : tmpdir());
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closing.toReversed()) await each();
    folder.dispose();
  };
  try {
    const bundle = await bundleWorker(folder.path);
    const plane = await startPlane(join(folder.path, 'plane'));
    closing.push(() => plane.close());
    const recorder = await startRecorder(plane.url);
    closing.push(() => recorder.close());
    const cores = availableParallelism();
    const calm = createCalmPool(bundle, cores);
    closing.push(() => calm.close());
    const doomed = createDoomedPool(bundle, cores);
    closing.push(() => doomed.close());
    const lanes: Lane[] = [];
    for (let n = 0; n < count; n++) {
      const lane = await openLane({ plane, recorder, calm, doomed, folder: folder.path });
      closing.push(() => lane.close());
      lanes.push(lane);
    }
    return { lanes, plane, folder: folder.path, close };
  } catch (error) {
    await close();
    throw error;
  }
}
