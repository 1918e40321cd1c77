import { completeAnswers, fillArguments } from './fillArguments.ts';
import { findProgram } from './findProgram.ts';
import { createIdentities } from './identity.ts';
import type { ProgramOptions } from './options.ts';
import type { Failed, Preview, ProgramPlace, ProgramTrouble } from './programPlace.ts';
import type { Answers, Recipe } from './recipe.ts';

/** A place with the program that is started for it: the one that the person agreed to. */
export interface Ready {
  readonly kind: 'ready';
  readonly recipe: Recipe;
  readonly path: string;
  readonly answers: Answers;
}

/** Tells what would be started for a place, and whether the person agreed to just that. */
export interface Readiness {
  readonly look: (place: ProgramPlace) => Promise<Preview>;
  readonly ready: (place: ProgramPlace) => Promise<Ready | Failed>;
}

/** @returns a look at places that remembers what it read of programs' files */
export function createReadiness(options: ProgramOptions): Readiness {
  const identify = createIdentities(options);

  const find = async (place: ProgramPlace) => {
    const recipe = options.recipes().find(({ id }) => id === place.recipe);
    const answers = recipe && completeAnswers(recipe.questions, place.answers);
    if (!recipe || !answers) return failed('no-recipe');
    const path = findProgram(recipe.program, options.environment(), options.openFolders());
    if (path === undefined) return failed('program-missing');
    try {
      const identity = await identify(path, recipe);
      return { kind: 'ready', recipe, path, answers, identity } as const;
    } catch {
      // It went away, or may not be read, just now.
      return failed('program-missing');
    }
  };

  return {
    look: async (place) => {
      const found = await find(place);
      if (found.kind === 'failed') return found;
      const { recipe, path, answers, identity } = found;
      return { kind: 'found', path, identity, args: fillArguments(recipe.put, answers) };
    },
    ready: async (place) => {
      const found = await find(place);
      if (found.kind === 'failed') return found;
      const agreed = options.agreed(place);
      const isAgreed = agreed?.path === found.path && agreed.identity === found.identity;
      return isAgreed ? found : failed('program-changed');
    },
  };
}

function failed(trouble: ProgramTrouble): Failed {
  return { kind: 'failed', trouble };
}
