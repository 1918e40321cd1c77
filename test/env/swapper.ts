import { Worker } from 'node:worker_threads';

/** Exchanges a folder for a link to another one and back, over and over, in a thread of its own. */
const SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
const { renameSync, symlinkSync, unlinkSync } = require('node:fs');
const { folder, outside, stop } = workerData;
const flag = new Int32Array(stop);
parentPort.postMessage('ready');
while (Atomics.load(flag, 0) === 0) {
  renameSync(folder, folder + '.real');
  symlinkSync(outside, folder);
  unlinkSync(folder);
  renameSync(folder + '.real', folder);
  // Long enough for a write to begin.
  Atomics.wait(flag, 0, 0, Math.random() / 2);
}
parentPort.postMessage('stopped');
`;

export interface Swapper {
  /** Leaves the folder in its place. */
  stop(): Promise<void>;
}

export async function startSwapper(folder: string, outside: string): Promise<Swapper> {
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(SOURCE, { eval: true, workerData: { folder, outside, stop } });
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  await next();
  return {
    async stop() {
      const stopped = next();
      const flag = new Int32Array(stop);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      await stopped;
      await worker.terminate();
    },
  };
}
