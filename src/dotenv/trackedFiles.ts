import { t } from '@vscode/l10n';
import path from 'node:path';
import { UserFacingError } from '../domain/errors.ts';
import { hasRepository } from './gitGuard.ts';
import { readGit } from './git.ts';

/** Listing half a million files takes git a few seconds on a slow disk. */
const TIMEOUT_MS = 60_000;

/**
 * Absolute paths of what git tracks in a folder and below it: files, links and the places of
 * submodules. `undefined` where there is no repository. For trusted folders.
 * @throws UserFacingError when git is missing or fails
 */
export async function listTracked(
  folder: string,
  signal?: AbortSignal,
): Promise<readonly string[] | undefined> {
  if (!hasRepository(folder)) return undefined;
  const { answer, output } = await readGit(folder, ['ls-files', '-z'], {
    timeoutMs: TIMEOUT_MS,
    ...(signal ? { signal } : {}),
  });
  if (answer.code === 'missing') {
    throw new UserFacingError(t('Git was not found, so nobody knows which files are tracked.'));
  }
  if (answer.code !== 0) {
    throw new UserFacingError(t('Git could not list the tracked files. {0}', answer.said));
  }
  // A conflict lists a file once a side.
  const names = new Set(output.split('\0').filter((name) => name !== ''));
  return [...names].map((name) => path.join(folder, name));
}
