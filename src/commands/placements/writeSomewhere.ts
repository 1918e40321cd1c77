import { t } from '@vscode/l10n';
import type { EnvWrite, EnvWritten } from '../../editor/env/envFiles.ts';
import {
  chooseEnvTarget,
  envFileName,
  type EnvTarget,
  type EnvWish,
} from '../../editor/env/envTarget.ts';
import { AnotherFile } from '../../editor/env/preview.ts';
import { withProgress } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';

/**
 * Chooses the file and writes; a person who does not like the preview chooses again.
 * @throws UserFacingError, CancelledError
 */
export async function writeSomewhere(
  { envFiles, workspaceState }: Services,
  wish: EnvWish,
  what: EnvWrite,
): Promise<{ readonly target: EnvTarget; readonly written: EnvWritten }> {
  let choice = what.ask ? (wish.choice ?? 'offered') : 'none';
  for (;;) {
    const target = await chooseEnvTarget({ ...wish, choice }, workspaceState);
    try {
      const written = await withProgress(t('Writing {0}', envFileName(target)), () =>
        envFiles.write(target, what),
      );
      return { target, written };
    } catch (error) {
      if (!(error instanceof AnotherFile)) throw error;
      choice = 'wanted';
    }
  }
}
