import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

/** Whether anything of one window is under way: calls of its ports are counted. */
export interface Busy {
  /** The same object, each of whose calls counts until it has come to its end. */
  readonly counted: <T extends object>(port: T) => T;
  /** Resolves when nothing is under way, and nothing has followed from what was. */
  readonly quiet: (folder: string) => Promise<void>;
}

export function createBusy(): Busy {
  let running = 0;
  let begun = 0;
  let idle = Promise.withResolvers<undefined>();
  const count = (work: unknown): unknown => {
    if (!(work instanceof Promise)) return work;
    if (running++ === 0) idle = Promise.withResolvers();
    begun++;
    const end = () => {
      if (--running === 0) idle.resolve(undefined);
    };
    work.then(end, end);
    return work;
  };
  return {
    counted: (port) =>
      new Proxy(port, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => count(Reflect.apply(member, target, given));
        },
      }),
    async quiet(folder) {
      for (let before = -1, calm = 0; calm < 2; before = begun) {
        if (running > 0) {
          await idle.promise;
          // Most often the next call follows at once.
          await pause(1);
        }
        // A look into a folder that nobody counts is over when one that began later is.
        await readdir(folder);
        await nextTurn();
        calm = running === 0 && begun === before ? calm + 1 : 0;
      }
    },
  };
}
