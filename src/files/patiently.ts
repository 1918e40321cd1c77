import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './fileRefusal.ts';

/** Six tries within a second: a virus scanner lets go after some milliseconds, an editor after its write. */
const waitsMs = [20, 40, 80, 160, 320];

/**
 * Takes a step on a file again while another program holds that for a moment, as virus scanners, editors and
 * programs that synchronise folders do on Windows; nowhere else does the system refuse for that.
 * @throws the last error of the system
 */
export async function patiently<T>(
  step: () => T | Promise<T>,
  isWindows = process.platform === 'win32',
): Promise<T> {
  for (const waitMs of isWindows ? waitsMs : []) {
    try {
      return await step();
    } catch (error) {
      if (!isHeld(error)) throw error;
    }
    await pause(waitMs);
  }
  return step();
}

/** What Windows says of a file that another program has open, or has just taken away. */
export function isHeld(error: unknown): boolean {
  return ['EBUSY', 'EPERM', 'EACCES'].includes(codeOf(error) ?? '');
}
