import { t } from '@vscode/l10n';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import type { IgnoreEdit } from '../../dotenv/gitignore.ts';
import { onDisk } from './envSpot.ts';
import { envFileName, envFilePath, type EnvTarget } from './envTarget.ts';
import { checkGit } from '../../dotenv/git/gitGuard.ts';
import { planIgnore } from '../../dotenv/gitignore.ts';

/** Begins the same write again, and lets the person choose the file. */
export const anotherFile = (keyId: string): Remedy => ({
  label: t('Choose Another File'),
  command: 'keyrail.writeToEnv',
  args: [{ keyId, elsewhere: true }],
});

/**
 * Lets a secret only into a file that no repository around it would commit: answers with the line that
 * is missing for that, to be shown and written before the secret is, and refuses a file that git tracks
 * or cannot be asked about. @throws UserFacingError
 */
export async function planIgnored(
  target: EnvTarget,
  { ask, of }: { readonly ask: boolean; readonly of: { readonly keyId: string } | undefined },
  isSeen: boolean,
): Promise<IgnoreEdit | undefined> {
  const name = envFileName(target);
  if (!onDisk(target.file)) {
    // A person is told so in the preview.
    if (ask || isSeen) return undefined;
    throw new UserFacingError(
      t(
        '{0} was not written: git could not be asked whether the secret would be committed. Write it once by hand, where Keyrail can ask you.',
        name,
      ),
    );
  }
  const folder = target.folder.uri.fsPath;
  const file = envFilePath(target);
  const verdict = await checkGit(folder, file);
  switch (verdict.kind) {
    case 'ignored':
    case 'no-repository':
      return undefined;
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
      return planIgnore(folder, file, verdict.workTree);
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
