import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Extension, extensions } from 'vscode';
import { profiled } from './profile.ts';

/** What an activation took: time on the clock, time of the processor (all threads), memory. */
export interface Activation {
  readonly ms: number;
  /** The same, and what the extension left for the turn after. */
  readonly wholeMs: number;
  readonly cpuMs: number;
  readonly megabytes: number;
  /** Both again, when what the extension does by itself in its first second has been done. */
  readonly restCpuMs: number;
  readonly restMegabytes: number;
}

const firstSecondMs = 1000;

/** Activates an extension that has not been; under the profiler where a file is given. */
export async function activation(id: string, profile?: string): Promise<Activation> {
  const extension = extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not installed.`);
  if (extension.isActive) throw new Error(`${id} is active already.`);
  await readWhatIsLoaded(extension);
  const before = heap();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const activate = async () => {
    await extension.activate();
  };
  await (profile === undefined ? activate() : profiled(profile, activate));
  const ms = performance.now() - start;
  await nextTurn();
  const wholeMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const megabytes = (heap() - before) / 2 ** 20;
  const cpuAfter = process.cpuUsage();
  await delay(firstSecondMs);
  const after = process.cpuUsage(cpuAfter);
  return {
    ms,
    wholeMs,
    cpuMs: (user + system) / 1000,
    megabytes,
    restCpuMs: (user + system + after.user + after.system) / 1000,
    restMegabytes: (heap() - before) / 2 ** 20,
  };
}

/** A machine that has let go of a file has to wait for its disk, for up to a hundred milliseconds. */
async function readWhatIsLoaded({ extensionPath, packageJSON }: Extension<unknown>): Promise<void> {
  const { main } = packageJSON as { readonly main: string };
  await readFile(path.join(extensionPath, main));
}

/** Bytes that are in use after a full collection. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  // `as`: the flag makes this a function.
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
