import { join } from 'node:path';
import type { Ports } from '../../lifecycle/model/ports.ts';
import { replaceDurably } from '../../lifecycle/storage/durable.ts';
import type { CarryParts } from './carryNames.ts';

/** In which run of the application names were carried over last, in a file of the host's folder. */
export function carriedIn({ disk, window, folder }: Ports): CarryParts['carriedIn'] {
  const path = join(folder, 'names-carried');
  return {
    get: () => disk.read(path),
    async set(session) {
      await disk.makeFolder(folder);
      await replaceDurably(disk, window, path, session);
    },
  };
}
