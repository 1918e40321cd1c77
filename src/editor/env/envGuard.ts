import { UserFacingError } from '../../domain/errors.ts';
import { envFileName, type EnvTarget } from './envTarget.ts';
import { confirm } from '../prompts.ts';

/**
 * Lets a secret only into a file that git ignores: offers to ignore it, and refuses one that git
 * tracks. @throws UserFacingError, CancelledError
 */
export async function askToIgnore(target: EnvTarget, ask: boolean): Promise<void> {
  const { addToGitignore, checkGit } = await import('../../dotenv/gitGuard.ts');
  const folder = target.folder.uri.fsPath;
  const name = envFileName(target);
  const verdict = await checkGit(folder, target.file);
  switch (verdict.kind) {
    case 'ignored':
    case 'no-repository':
      return;
    case 'tracked':
      throw new UserFacingError(
        `${name} is tracked by git, so the secret would be committed. Nothing was written. Run “git rm --cached ${name}” and ignore the file, or choose another one.`,
      );
    case 'not-ignored': {
      if (!ask) {
        throw new UserFacingError(
          `${name} is not ignored by git, so the secret could be committed. Nothing was written. Add it to .gitignore first.`,
        );
      }
      await confirm({
        message: `Add ${name} to .gitignore?`,
        detail: `Git does not ignore ${name} yet, so the next “git add .” would take the secret along.`,
        buttons: ['Add to .gitignore'],
      });
      await addToGitignore(folder, target.file);
      return;
    }
    case 'git-missing':
    case 'git-failed': {
      const why = verdict.kind === 'git-failed' ? `: ${verdict.reason}` : '';
      if (!ask) return;
      await confirm({
        message: `Write to ${name} without asking git?`,
        detail: `Git could not be asked whether it would commit the file${why}. If this folder is a repository, make sure that ${name} is ignored.`,
        buttons: ['Write anyway'],
      });
    }
  }
}
