import { setTimeout as delay } from 'node:timers/promises';
import { extensions } from 'vscode';
import { watchStirrings, type Stirrings, type Watch } from './stirrings.ts';

/** Microseconds of the processor that an extension host takes by itself in `ms`. */
export async function idle(ms: number): Promise<number> {
  const before = process.cpuUsage();
  await delay(ms);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The two halves of a watch over an extension: `watch` before its activation, `stirrings` when it is idle. */
export function stirring(ownFolder: string) {
  let watching: Watch | undefined;
  return {
    async watch(id: string): Promise<void> {
      const extension = extensions.getExtension(id);
      if (!extension) throw new Error(`${id} is not installed.`);
      watching = watchStirrings(extension.extensionPath, ownFolder);
    },
    /** What was begun in `ms`, and what is there at the end; ends the watch. */
    async stirrings(ms: number): Promise<Stirrings> {
      if (!watching) throw new Error('Nothing is watched.');
      watching.mark();
      await delay(ms);
      return watching.end();
    },
  };
}
