import { t } from '@vscode/l10n';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import type { FolderGuesses } from '../../editor/programs/folderGuesses.ts';
import type { KeyPrograms } from '../../editor/programs/keyPrograms.ts';
import type { Choice } from '../../editor/prompts.ts';
import type { InstalledRecipe } from '../../programs/programPlace.ts';
import type { Asking, Telling } from '../ports.ts';
import { openSetting, signedOut } from './programTrouble.ts';

/** A recipe that can be used now, and what the open folders suggest for its questions. */
export interface ChosenRecipe {
  readonly recipe: InstalledRecipe['recipe'];
  readonly guesses: FolderGuesses;
}

/**
 * Looks which programs are on this machine, and has the person choose among them: what the open folder
 * suggests stands first, what is signed out last.
 * @throws UserFacingError where there is none, or nobody is signed in there; CancelledError
 */
export async function chooseRecipe(
  { prompter, withProgress }: Asking & Telling,
  { programs, problems, suggestions }: Pick<KeyPrograms, 'programs' | 'problems' | 'suggestions'>,
  title: string,
): Promise<ChosenRecipe> {
  const [installed, guesses] = await withProgress(
    t('Looking for programs that keep secrets'),
    async (signal) => {
      const found = await Promise.all([
        programs.installed(signal),
        suggestions.fromFolders(signal),
      ]);
      if (signal.aborted) throw new CancelledError();
      return found;
    },
  );
  if (installed.length === 0) {
    throw new UserFacingError(
      t(
        'No program that keeps secrets and that Keyrail knows is on this machine: gh, wrangler, pass, secret-tool, keepassxc-cli or podman. Others can be named in the setting keyrail.programs.',
      ),
      [openSetting()],
    );
  }
  const ordered = installed.toSorted((one, other) => rank(one, guesses) - rank(other, guesses));
  const chosen = await prompter.pick(
    ordered.map((row): Choice<InstalledRecipe> => {
      const guess = guessFor(row, guesses);
      return {
        label: row.signedIn === 'no' ? `$(warning) ${row.recipe.title}` : row.recipe.title,
        description: row.signedIn === 'no' ? t('signed out') : (guess ?? ''),
        detail: row.path,
        value: row,
      };
    }),
    {
      title,
      placeHolder:
        problems().length === 0
          ? t('Choose what keeps the secret')
          : t('Choose what keeps the secret (keyrail.programs has mistakes)'),
    },
  );
  if (chosen.signedIn === 'no') throw signedOut(chosen.recipe, {});
  return { recipe: chosen.recipe, guesses };
}

function rank(row: InstalledRecipe, guesses: FolderGuesses): number {
  if (row.signedIn === 'no') return 3;
  if (guessFor(row, guesses) !== undefined) return 0;
  return row.signedIn === 'yes' ? 1 : 2;
}

/** What the folder has to do with it. */
function guessFor({ recipe }: InstalledRecipe, guesses: FolderGuesses): string | undefined {
  if (recipe.program === 'gh') return guesses.repository;
  return recipe.program === 'wrangler' ? guesses.worker : undefined;
}
