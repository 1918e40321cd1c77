import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type * as z from 'zod/mini';
import { removeDurably, replaceDurably } from './durable.ts';
import type { Ports } from '../model/ports.ts';
import { jsonOf } from './json.ts';

/**
 * Small facts without secrets, one file each, so that two windows that write two of them do not
 * overwrite each other (which the editor's own state store would).
 */
export interface Records<T> {
  put(name: string, record: T): Promise<void>;
  get(name: string): Promise<T | undefined>;
  list(): Promise<readonly T[]>;
  /** Fine when there is none. */
  remove(name: string): Promise<void>;
}

/** A millisecond's work on a local disk. */
const READ_IN_A_TURN = 32;

/** `kind` names the folder. A record that this version cannot read is passed over, not removed. */
export function createRecords<Schema extends z.ZodMiniType>(
  { disk, window, folder: root }: Ports,
  kind: string,
  schema: Schema,
): Records<z.infer<Schema>> {
  const folder = join(root, kind);
  // Names hold ids that a server chose; a hash of them is a harmless file name.
  const path = (name: string) =>
    join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`);

  const read = async (file: string): Promise<z.infer<Schema> | undefined> => {
    const text = await disk.read(file);
    if (text === undefined) return undefined;
    const parsed = schema.safeParse(jsonOf(text));
    return parsed.success ? parsed.data : undefined;
  };

  return {
    async put(name, record) {
      await disk.makeFolder(folder);
      await replaceDurably(disk, window, path(name), JSON.stringify(record));
    },
    get: (name) => read(path(name)),
    async list() {
      const names = (await disk.list(folder)).filter((name) => name.endsWith('.json'));
      const records: (z.infer<Schema> | undefined)[] = [];
      for (const [at, name] of names.entries()) {
        // There may be thousands, and every refresh reads them all.
        if (at > 0 && at % READ_IN_A_TURN === 0) await nextTurn();
        records.push(await read(join(folder, name)));
      }
      return records.filter((record) => record !== undefined);
    },
    // A place that came back would hold its key for ever.
    remove: (name) => removeDurably(disk, path(name)),
  };
}
