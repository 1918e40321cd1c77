import { t } from '@vscode/l10n';
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
        t(
          '{0} is tracked by git, so the secret would be committed. Nothing was written. Run “git rm --cached {0}” and ignore the file, or choose another one.',
          name,
        ),
      );
    case 'not-ignored': {
      if (!ask) {
        throw new UserFacingError(
          t(
            '{0} is not ignored by git, so the secret could be committed. Nothing was written. Add it to .gitignore first.',
            name,
          ),
        );
      }
      await confirm({
        message: t('Add {0} to .gitignore?', name),
        detail: t(
          'Git does not ignore {0} yet, so the next “git add .” would take the secret along.',
          name,
        ),
        buttons: [t('Add to .gitignore')],
      });
      await addToGitignore(folder, target.file);
      return;
    }
    case 'git-missing':
    case 'git-failed': {
      const why = verdict.kind === 'git-failed' ? `: ${verdict.reason}` : '';
      if (!ask) return;
      await confirm({
        message: t('Write to {0} without asking git?', name),
        detail: t(
          'Git could not be asked whether it would commit the file{0}. If this folder is a repository, make sure that {1} is ignored.',
          why,
          name,
        ),
        buttons: [t('Write anyway')],
      });
    }
  }
}
