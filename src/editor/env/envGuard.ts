import { t } from '@vscode/l10n';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { onDisk } from './envSpot.ts';
import { envFileName, envFilePath, type EnvTarget } from './envTarget.ts';
import { confirm } from '../prompts.ts';

/** Begins the same write again, and lets the person choose the file. */
export const anotherFile = (keyId: string): Remedy => ({
  label: t('Choose another file'),
  command: 'keyrail.writeToEnv',
  args: [{ keyId, elsewhere: true }],
});

/**
 * Lets a secret only into a file that no repository around it would commit: offers to ignore it, and
 * refuses one that git tracks or cannot be asked about.
 * @throws UserFacingError, CancelledError
 */
export async function askToIgnore(
  target: EnvTarget,
  { ask, of }: { readonly ask: boolean; readonly of: { readonly keyId: string } | undefined },
  isSeen: boolean,
): Promise<void> {
  const name = envFileName(target);
  if (!onDisk(target.file)) {
    // A person is told so in the preview.
    if (ask || isSeen) return;
    throw new UserFacingError(
      t(
        '{0} was not written: git could not be asked whether the secret would be committed. Write it once by hand, where Keyrail can ask you.',
        name,
      ),
    );
  }
  const { checkGit } = await import('../../dotenv/gitGuard.ts');
  const folder = target.folder.uri.fsPath;
  const file = envFilePath(target);
  const verdict = await checkGit(folder, file);
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
        of ? [anotherFile(of.keyId)] : [],
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
      const { addToGitignore } = await import('../../dotenv/gitignore.ts');
      await addToGitignore(folder, file);
      return;
    }
    case 'git-missing':
      throw new UserFacingError(
        t(
          '{0} was not written: git was not found, so nobody could be asked whether it would commit the secret. Install git, or choose a file outside of the repository.',
          name,
        ),
      );
    case 'git-failed':
      throw new UserFacingError(
        t(
          '{0} was not written: git could not be asked whether it would commit the secret ({1}). Put the repository in order first.',
          name,
          verdict.reason,
        ),
      );
  }
}
