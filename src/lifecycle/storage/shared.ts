import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Ports } from '../model/ports.ts';
import { jsonOf } from './json.ts';
import { createDurably } from './durable.ts';

/**
 * One small state that several windows change and none may change unseen. A change makes the next
 * generation of its file, which only one window can make; who comes second looks at the newer state
 * and decides again.
 */
export interface Shared<T> {
  read(): Promise<T>;
  /**
   * Resolves with the newest state after the change. `decide` may be called several times and
   * answers with the same object where nothing is to change.
   */
  change(decide: (state: T) => T): Promise<T>;
}

/** `changes`: the ids of those that led to the state, the newest first. */
const content = z.object({ changes: z.array(z.string()), state: z.unknown() });

/** So many windows may follow each other while one of them looks at what it made. */
const longestLine = 64;

/** `folder` is its own; `empty` is the state before anything was written. */
export function createShared<Schema extends z.ZodMiniType>(
  { disk, window }: Ports,
  folder: string,
  schema: Schema,
  empty: z.infer<Schema>,
): Shared<z.infer<Schema>> {
  type State = z.infer<Schema>;
  const file = (generation: number) => join(folder, `${generation}.json`);
  const generations = async () =>
    (await disk.list(folder))
      .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);

  const newest = async (): Promise<{
    generation: number;
    changes: readonly string[];
    state: State;
  }> => {
    for (;;) {
      const generation = (await generations()).at(-1);
      if (generation === undefined) return { generation: 0, changes: [], state: empty };
      const text = await disk.read(file(generation));
      // Cleared away between listing and reading: a newer one is there.
      if (text === undefined) continue;
      const { data = { changes: [], state: undefined } } = content.safeParse(jsonOf(text));
      const parsed = schema.safeParse(data.state);
      return {
        generation,
        changes: data.changes,
        state: parsed.success ? parsed.data : empty,
      };
    }
  };

  return {
    read: async () => (await newest()).state,
    async change(decide) {
      const id = randomUUID();
      for (;;) {
        const { generation, changes, state } = await newest();
        const next = decide(state);
        if (next === state) return state;
        await disk.makeFolder(folder);
        const made = file(generation + 1);
        const line = [id, ...changes].slice(0, longestLine);
        const text = JSON.stringify({ changes: line, state: next });
        if (!(await createDurably(disk, window, made, text))) continue;
        const now = await newest();
        if (now.generation !== generation + 1) {
          // Somebody went on from ours meanwhile, and has cleared it away.
          if (now.changes.includes(id)) return now.state;
          // Another of this number had been made, followed and cleared away while we looked.
          await disk.remove(made);
          continue;
        }
        for (const older of await generations()) {
          if (older <= generation) await disk.remove(file(older));
        }
        return next;
      }
    },
  };
}
