import { renameSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './fileRefusal.ts';

/** Windows refuses while a virus scanner or an editor holds the file for a moment. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (const waitMs of [20, 40, 80, 160, 320]) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!busy) throw error;
    }
    await pause(waitMs);
  }
  renameSync(from, to);
}
