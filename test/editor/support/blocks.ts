import { monitorEventLoopDelay } from 'node:perf_hooks';
import { markLine } from '../../support/hostLine.ts';

const RESOLUTION_MS = 5;

/**
 * Does something and prints for how long the extension host could do nothing else meanwhile, at the
 * longest. The host is shared with every other extension and the machine with other programs, so the
 * figure is printed and never asserted.
 */
export async function watchBlocks<T>(what: string, work: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const started = performance.now();
  try {
    return await work();
  } finally {
    delay.disable();
    const longest = Math.max(0, delay.max / 1e6 - RESOLUTION_MS).toFixed(0);
    const took = (performance.now() - started).toFixed(0);
    console.log(markLine(`      ${what}: ${took} ms, longest block ${longest} ms (aim: 50)`));
  }
}
