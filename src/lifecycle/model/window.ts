import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as z from 'zod/mini';

export const windowSchema = z.object({ id: z.string(), pid: z.number(), host: z.string() });

/** One extension host process: it holds leases, and gives its terminals values. */
export type Window = Readonly<z.infer<typeof windowSchema>>;

/** This process, with a new id: a window that was reloaded is another window. */
export function thisWindow(): Window {
  return { id: randomUUID(), pid: process.pid, host: hostname() };
}

/**
 * Whether the window is certainly gone, so that its lease need not run out first. A window on
 * another host (a shared home folder), or a process id that was given away again, is not certain.
 */
export function isGone(window: Window): boolean {
  if (window.host !== hostname()) return false;
  try {
    process.kill(window.pid, 0);
    return false;
  } catch (error) {
    // EPERM would mean: there, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
