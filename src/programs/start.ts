import { cleanEnvironment } from './cleanEnvironment.ts';
import { fillArguments, fillEnvironment } from './fillArguments.ts';
import { usualLimits, type ProgramOptions } from './options.ts';
import type { ProgramPlace } from './programPlace.ts';
import type { Ready } from './ready.ts';
import type { Command } from './recipe.ts';
import { runProgram, type Ended } from './runProgram.ts';

/** Starts the program of a place, and tells where it may be waiting for the person. */
export function createStart(options: ProgramOptions) {
  const limits = options.limits ?? usualLimits;
  return async (
    place: ProgramPlace,
    { recipe, path, answers }: Ready,
    command: Command,
    input: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Ended> => {
    const asks = recipe.asks === true;
    const waiting = asks ? setTimeout(() => options.onWaiting?.(place), limits.waiting) : undefined;
    try {
      return await runProgram({
        program: path,
        args: fillArguments(command, answers),
        env: cleanEnvironment(
          options.environment(),
          options.openFolders(),
          fillEnvironment(recipe.environment ?? {}, answers),
        ),
        cwd: options.folder,
        ...(input === undefined ? {} : { input, needsPipe: recipe.put.pipe === true }),
        limitMs: asks ? limits.asking : limits.ordinary,
        signal,
      });
    } finally {
      clearTimeout(waiting);
    }
  };
}
