import { Secret } from '../../../src/domain/secrets/secret.ts';
import {
  createProgramPlaces,
  type ProgramPlaces,
} from '../../../src/editor/placements/programPlaces.ts';
import { nameOf } from '../../../src/lifecycle/copies/placeNames.ts';
import type { ProgramPlace } from '../../../src/lifecycle/model/places.ts';
import type { Programs } from '../../../src/programs/engine.ts';
import type { ProgramTrouble } from '../../../src/programs/programPlace.ts';
import type { LifecycleFixture } from './lifecycleFixture.ts';
import type { MemoryPlaces } from './memoryPlaces.ts';

/** A program that keeps secrets in memory, with the clock of its own server. */
export interface MemoryProgram {
  /** What it answers to `get`: the value, or that it gives none. */
  readable: boolean;
  /** Whether it tells when a place was changed. */
  tells: boolean;
  /** From now on it does nothing, for this reason. */
  trouble: ProgramTrouble | undefined;
  /** It does not come to an end by itself, as soon as it has stored so many values. */
  hangsAfter: number;
  /** It ends well, and keeps nothing. */
  forgets: boolean;
  /** So far its clock goes ahead of this machine's. */
  aheadMs: number;
  /** So often it was asked for a value. */
  gets: number;
  /** It may ask the person for a passphrase. */
  asks: boolean;
  /** Called as soon as a value is stored. */
  stored: () => Promise<void>;
  /** The places that values were given to, one name a delivery. */
  readonly puts: string[];
  /** Called when it hangs. */
  hung: () => void;
  /** Somebody else puts a value there, or takes it away. */
  change(place: ProgramPlace, value: string | undefined): void;
  valueAt(place: ProgramPlace): string | undefined;
}

/** From now on these places of programs are read and written by the adapter that the editor uses. */
export function putBehind(
  places: MemoryPlaces,
  adapter: Pick<ProgramPlaces, 'read' | 'replace'>,
): void {
  const read = places.read.bind(places);
  const replace = places.replace.bind(places);
  places.read = (place, ...more) =>
    place.kind === 'program' ? adapter.read(place, ...more) : read(place, ...more);
  places.replace = (place, ...more) =>
    place.kind === 'program' ? adapter.replace(place, ...more) : replace(place, ...more);
}

/** Puts such a program behind the places of a fixture, by the adapter that the editor uses. */
export function joinProgram(fixture: LifecycleFixture): MemoryProgram {
  const kept = new Map<string, { readonly value: string; readonly at: string }>();
  const { clock } = fixture.ports;
  const keyOf = (place: { recipe: string; answers: Readonly<Record<string, string>> }) =>
    nameOf({ kind: 'program', ...place });
  const change = (name: string, value: string | undefined) => {
    // To the second, as GitHub tells it.
    const at = new Date(Math.floor((clock.now().getTime() + program.aheadMs) / 1000) * 1000);
    if (value === undefined) kept.delete(name);
    else kept.set(name, { value, at: at.toISOString() });
  };
  const program: MemoryProgram = {
    readable: true,
    tells: true,
    trouble: undefined,
    forgets: false,
    hangsAfter: Infinity,
    aheadMs: 0,
    gets: 0,
    asks: false,
    stored: async () => undefined,
    puts: [],
    hung: () => undefined,
    change: (place, value) => {
      change(keyOf(place), value);
    },
    valueAt: (place) => kept.get(keyOf(place))?.value,
  };
  const failed = (signal: AbortSignal | undefined) => {
    const trouble = signal?.aborted ? 'stopped' : program.trouble;
    return trouble === undefined ? undefined : ({ kind: 'failed', trouble } as const);
  };
  const programs: Pick<Programs, 'get' | 'put' | 'seen' | 'remove'> = {
    async get(place, signal) {
      program.gets += 1;
      if (!program.readable) return { kind: 'not-readable' };
      const value = kept.get(keyOf(place))?.value;
      const found =
        value === undefined
          ? ({ kind: 'none' } as const)
          : ({ kind: 'value', secret: new Secret(value) } as const);
      return failed(signal) ?? found;
    },
    async put(place, secret, signal) {
      if (program.puts.length >= program.hangsAfter) {
        const stopped = new Promise((resolve) => signal?.addEventListener('abort', resolve));
        program.hung();
        await stopped;
      }
      const trouble = failed(signal);
      if (trouble) return trouble;
      program.puts.push(keyOf(place));
      if (!program.forgets) change(keyOf(place), secret.reveal());
      await program.stored();
      return { kind: 'stored' };
    },
    async seen(place, signal) {
      if (!program.tells) return { kind: 'not-told' };
      const at = kept.get(keyOf(place))?.at;
      return failed(signal) ?? (at === undefined ? { kind: 'none' } : { kind: 'changed', at });
    },
    async remove(place, signal) {
      const trouble = failed(signal);
      if (trouble) return trouble;
      change(keyOf(place), undefined);
      return { kind: 'stored' };
    },
  };
  const recipes = () => [{ id: 'pass', remove: { args: ['rm'] } }, { id: 'gh-actions' }];
  const adapter = createProgramPlaces({ programs, recipes }, clock);
  const { places } = fixture;
  putBehind(places, adapter);
  Object.assign(places, {
    remove: adapter.remove,
    isRemovable: adapter.isRemovable,
    mayAsk: () => program.asks,
  });
  return program;
}

export const inProgram = (name = 'GOVRAIL_API_KEY', recipe = 'pass'): ProgramPlace => ({
  kind: 'program',
  recipe,
  answers: { name },
});
