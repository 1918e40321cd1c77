import { join } from 'node:path';
import { temporaryFolder } from '../support/owned.ts';
import { openLane, type Lane } from './lane.ts';
import { startPlane } from './plane.ts';
import { startRecorder } from './recorder.ts';
import { bundleWorker, createVictims } from './workers.ts';

/** Everything that trials run on: one control plane, and lanes that run trials side by side. */
export interface Bench {
  readonly lanes: readonly Lane[];
  readonly close: () => Promise<void>;
}

export async function openBench(count: number): Promise<Bench> {
  const folder = await temporaryFolder('faults');
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
    const victims = createVictims(bundle, count);
    closing.push(() => victims.close());
    const lanes: Lane[] = [];
    for (let n = 0; n < count; n++) {
      const lane = await openLane({ plane, recorder, bundle, victims, folder: folder.path });
      closing.push(() => lane.close());
      lanes.push(lane);
    }
    return { lanes, close };
  } catch (error) {
    await close();
    throw error;
  }
}
