import type { Secret } from '../domain/secrets/secret.ts';
import { notAlone } from './besides.ts';
import { createInstalled } from './installed.ts';
import type { ProgramOptions } from './options.ts';
import type {
  Delivery,
  Failed,
  InstalledRecipe,
  Preview,
  ProgramPlace,
  Reading,
  Seen,
} from './programPlace.ts';
import { createReadings } from './readings.ts';
import { createReadiness, type Ready } from './ready.ts';
import type { Command } from './recipe.ts';
import { createStart } from './start.ts';

/** Programs that keep secrets, by their recipes. Nothing of this throws: what goes wrong is in the answer. */
export interface Programs {
  /** Recipes whose program is on this machine, in their order, and whether the person is signed in there. */
  installed(signal?: AbortSignal): Promise<readonly InstalledRecipe[]>;
  /** Which program would be started for a place, how, and what identifies it. Starts nothing. */
  look(place: ProgramPlace): Promise<Preview>;
  /** Hands the value over on standard input. Whether it is there then is told by `get` or `seen`. */
  put(place: ProgramPlace, secret: Secret, signal?: AbortSignal): Promise<Delivery>;
  get(place: ProgramPlace, signal?: AbortSignal): Promise<Reading>;
  seen(place: ProgramPlace, signal?: AbortSignal): Promise<Seen>;
  /** Fine where there is nothing. */
  remove(place: ProgramPlace, signal?: AbortSignal): Promise<Delivery>;
}

/** The one way in which Keyrail starts programs that keep secrets. */
export function createPrograms(options: ProgramOptions): Programs {
  const { look, ready } = createReadiness(options);
  const { perform, get, seen, besides } = createReadings(createStart(options), options.onSaid);

  const remove = async (
    place: ProgramPlace,
    at: Ready,
    signal?: AbortSignal,
  ): Promise<Delivery> => {
    const command = at.recipe.remove;
    if (!command) return { kind: 'failed', trouble: 'no-recipe' };
    const others = await besides(place, at, signal);
    if (typeof others !== 'string') return others;
    if (others.trim() !== '') return notAlone;
    const { judged } = await perform(place, at, command, { signal });
    if (judged.kind !== 'failed' || judged.trouble !== 'program-failed') {
      return judged.kind === 'failed' ? judged : { kind: 'stored' };
    }
    // Some fail where there is nothing to remove.
    const left = at.recipe.get ? await get(place, at, signal) : await seen(place, at, signal);
    if (left.kind === 'none') return { kind: 'stored' };
    return left.kind === 'failed' ? left : judged;
  };

  /** The command that puts a value there now; what is in its way is removed. */
  const way = async (
    place: ProgramPlace,
    at: Ready,
    signal?: AbortSignal,
  ): Promise<Command | Failed> => {
    const { put, replace } = at.recipe;
    if (replace === undefined) return put;
    const there = at.recipe.get ? await get(place, at, signal) : await seen(place, at, signal);
    if (there.kind === 'failed') return there;
    if (there.kind === 'none' || there.kind === 'not-readable') return put;
    if (replace !== 'remove first') return replace;
    if (signal?.aborted) return { kind: 'failed', trouble: 'stopped' };
    const removed = await remove(place, at);
    return removed.kind === 'failed' ? removed : put;
  };

  const whenReady = async <T>(
    place: ProgramPlace,
    then: (at: Ready) => Promise<T>,
  ): Promise<T | Failed> => {
    const at = await ready(place);
    return at.kind === 'ready' ? then(at) : at;
  };

  return {
    installed: createInstalled(options),
    look,
    put: (place, secret, signal) =>
      whenReady(place, async (at): Promise<Delivery> => {
        const others = await besides(place, at, signal);
        if (typeof others !== 'string') return others;
        const command = await way(place, at, signal);
        if ('kind' in command) return command;
        const { judged } = await perform(place, at, command, {
          // What was there is removed by now: to stop here would leave nothing.
          signal: at.recipe.replace === 'remove first' ? undefined : signal,
          secret,
          behind: others,
        });
        if (judged.kind === 'failed') return judged;
        return judged.kind === 'done'
          ? { kind: 'stored' }
          : { kind: 'failed', trouble: 'program-failed' };
      }),
    get: (place, signal) => whenReady(place, (at) => get(place, at, signal)),
    seen: (place, signal) => whenReady(place, (at) => seen(place, at, signal)),
    remove: (place, signal) => whenReady(place, (at) => remove(place, at, signal)),
  };
}
