import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** The window (one extension host process) that holds a lease. */
export interface Window {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

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
