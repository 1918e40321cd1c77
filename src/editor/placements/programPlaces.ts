import type { Secret } from '../../domain/secrets/secret.ts';
import type { Clock } from '../../lifecycle/model/ports.ts';
import type {
  DeliveryTerms,
  Places,
  ProgramPlace,
  Replaced,
} from '../../lifecycle/model/places.ts';
import type { Programs } from '../../programs/engine.ts';
import type { Recipe } from '../../programs/recipe.ts';
import { changedBySomebody, isUnmoved } from './programMoments.ts';

/** Programs that keep secrets, as they are on this machine. */
export interface ProgramTools {
  readonly programs: Pick<Programs, 'get' | 'put' | 'seen' | 'remove'>;
  readonly recipes: () => readonly Pick<Recipe, 'id' | 'asks' | 'remove'>[];
}

/** The part of `Places` that is about programs. */
export interface ProgramPlaces extends Required<Pick<Places, 'isRemovable' | 'mayAsk' | 'remove'>> {
  read(place: ProgramPlace, signal?: AbortSignal): Promise<Secret | undefined>;
  replace(
    place: ProgramPlace,
    isOld: (value: Secret) => boolean,
    next: Secret,
    terms?: DeliveryTerms,
  ): Promise<Replaced>;
}

/**
 * Places of programs, of which one gives its value back and another tells at most when it was changed.
 * Nothing is put where somebody else has put something since; a place that was emptied is `gone`.
 */
export function createProgramPlaces(
  { programs, recipes }: ProgramTools,
  clock: Pick<Clock, 'now'>,
): ProgramPlaces {
  return {
    async read(place, signal) {
      const got = await programs.get(place, signal);
      return got.kind === 'value' ? got.secret : undefined;
    },
    async replace(place, isOld, next, terms = {}) {
      const { signal, earlier } = terms;
      const got = await programs.get(place, signal);
      switch (got.kind) {
        case 'failed':
          return { kind: 'refused', reason: got.trouble };
        case 'not-readable':
          return send(programs, clock, place, next, terms);
        case 'none':
          if (isGone(earlier)) return { kind: 'gone' };
          break;
        case 'value':
          if (got.secret.equals(next)) return { kind: 'replaced' };
          if (!(await isKnown(got.secret, isOld, terms))) return { kind: 'changed' };
      }
      await terms.begins?.();
      const put = await programs.put(place, next, signal);
      return put.kind === 'failed'
        ? { kind: 'refused', reason: put.trouble }
        : { kind: 'replaced' };
    },
    isRemovable: ({ recipe }) => recipes().some(({ id, remove }) => id === recipe && remove),
    mayAsk: ({ recipe }) => recipes().some(({ id, asks }) => id === recipe && asks === true),
    async remove(place, isOld, terms = {}) {
      const { signal, earlier } = terms;
      const got = await programs.get(place, signal);
      if (got.kind === 'failed') return { kind: 'refused', reason: got.trouble };
      if (got.kind === 'none') return { kind: 'gone' };
      if (got.kind === 'value' && !(await isKnown(got.secret, isOld, terms))) {
        return { kind: 'changed' };
      }
      if (got.kind === 'not-readable') {
        const seen = await programs.seen(place, signal);
        if (seen.kind === 'failed') return { kind: 'refused', reason: seen.trouble };
        if (seen.kind === 'none') return { kind: 'gone' };
        if (seen.kind === 'changed' && earlier && changedBySomebody(seen.at, earlier)) {
          return { kind: 'changed' };
        }
      }
      const removed = await programs.remove(place, signal);
      return removed.kind === 'failed'
        ? { kind: 'refused', reason: removed.trouble }
        : { kind: 'gone' };
    },
  };
}

/** A delivery of ours that did not come to its end may have left nothing there. */
function isGone(earlier: DeliveryTerms['earlier']): boolean {
  return earlier !== undefined && earlier.begun.length === 0;
}

/** To a program that gives nothing back: what was changed there, and when, is all that shows. */
async function send(
  programs: ProgramTools['programs'],
  clock: Pick<Clock, 'now'>,
  place: ProgramPlace,
  next: Secret,
  { signal, earlier, begins }: DeliveryTerms,
): Promise<Replaced> {
  const before = await programs.seen(place, signal);
  if (before.kind === 'failed') return { kind: 'refused', reason: before.trouble };
  if (before.kind === 'none' && isGone(earlier)) return { kind: 'gone' };
  const changedBefore = before.kind === 'changed' ? before.at : undefined;
  if (changedBefore !== undefined && earlier && changedBySomebody(changedBefore, earlier)) {
    return { kind: 'refused', reason: 'changed-meanwhile' };
  }
  await begins?.();
  const put = await programs.put(place, next, signal);
  if (put.kind === 'failed') return { kind: 'refused', reason: put.trouble };
  const at = clock.now().toISOString();
  const after = await programs.seen(place, signal);
  if (after.kind === 'none') return { kind: 'refused', reason: 'not-stored' };
  if (after.kind !== 'changed') return { kind: 'sent', at };
  return isUnmoved(changedBefore, after.at, earlier, at)
    ? { kind: 'refused', reason: 'not-stored' }
    : { kind: 'sent', at, confirmedAt: after.at };
}

async function isKnown(
  value: Secret,
  isOld: (value: Secret) => boolean,
  { isOurs }: DeliveryTerms,
): Promise<boolean> {
  return isOurs ? isOurs(value) : isOld(value);
}

/** Where no program is known: none of its places can be looked at or delivered to. */
export const withoutPrograms: ProgramPlaces = {
  read: async () => undefined,
  replace: async () => ({ kind: 'refused', reason: 'no-recipe' }),
  isRemovable: () => false,
  mayAsk: () => false,
  remove: async () => ({ kind: 'refused', reason: 'no-recipe' }),
};
