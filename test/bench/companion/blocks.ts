import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 5;
let watching: ReturnType<typeof monitorEventLoopDelay> | undefined;

/** Watches from here on for how long this extension host can do nothing else. */
export async function watchBlocks(): Promise<void> {
  watching?.disable();
  watching = monitorEventLoopDelay({ resolution: resolutionMs });
  watching.enable();
}

/** The longest block since `watchBlocks`, in milliseconds, whoever's it was; ends the watch. */
export async function longestBlock(): Promise<number> {
  if (!watching) throw new Error('Nothing is watched.');
  watching.disable();
  return Math.max(0, watching.max / 1e6 - resolutionMs);
}
