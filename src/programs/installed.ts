import { cleanEnvironment } from './cleanEnvironment.ts';
import { fillArguments, fillEnvironment } from './fillArguments.ts';
import { findProgram } from './findProgram.ts';
import { createIdentities } from './identity.ts';
import { meaningOf } from './judge.ts';
import { usualLimits, type ProgramOptions } from './options.ts';
import type { InstalledRecipe } from './programPlace.ts';
import type { Command, Recipe } from './recipe.ts';
import { runProgram } from './runProgram.ts';
import { saidText } from './said.ts';

/** Looks which recipes' programs are on this machine, and asks each program once whether the person is signed in. */
export function createInstalled(options: ProgramOptions) {
  const identify = createIdentities(options);
  /** A recipe of the person's may have come by a sync from elsewhere: nothing of it runs before they agreed to it once. */
  const mayStart = async (recipe: Recipe, path: string): Promise<boolean> => {
    if (!recipe.id.startsWith('own:')) return true;
    const identity = await identify(path, recipe).catch(() => undefined);
    return options.allAgreed().some((each) => each.path === path && each.identity === identity);
  };
  const ask = async (
    recipe: Recipe,
    command: Command,
    program: string,
    signal?: AbortSignal,
  ): Promise<InstalledRecipe['signedIn']> => {
    const ended = await runProgram({
      program,
      args: fillArguments(command, {}),
      env: cleanEnvironment(
        options.environment(),
        options.openFolders(),
        fillEnvironment(recipe.environment ?? {}, {}),
      ),
      cwd: options.folder,
      limitMs: (options.limits ?? usualLimits).signedIn,
      signal,
    });
    if (ended.how !== 'exited') return 'not-told';
    // Some end well and only say it.
    const meaning = meaningOf(recipe, ended);
    if (meaning === 'offline') return 'not-told';
    if (ended.code === 0 && meaning !== 'signed-out') return 'yes';
    const said = saidText([ended.stderr, ended.stdout], []);
    if (said !== undefined) options.onSaid?.({ title: recipe.title, trouble: 'signed-out', said });
    return 'no';
  };

  return async (signal?: AbortSignal): Promise<readonly InstalledRecipe[]> => {
    const asked = new Map<string, Promise<InstalledRecipe['signedIn']>>();
    const all = options.recipes().map(async (recipe): Promise<InstalledRecipe[]> => {
      const path = findProgram(recipe.program, options.environment(), options.openFolders());
      if (path === undefined) return [];
      const { signedIn: command } = recipe;
      if (!command || !(await mayStart(recipe, path))) {
        return [{ recipe, path, signedIn: 'not-told' }];
      }
      const question = JSON.stringify([path, command, recipe.environment, recipe.says]);
      const answer = asked.get(question) ?? ask(recipe, command, path, signal);
      asked.set(question, answer);
      return [{ recipe, path, signedIn: await answer }];
    });
    return (await Promise.all(all)).flat();
  };
}
