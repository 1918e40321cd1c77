import { t } from '@vscode/l10n';
import type { EnvWrite, EnvWritten } from '../../editor/env/envWrite.ts';
import {
  chooseEnvTarget,
  envFileName,
  type EnvTarget,
  type EnvWish,
} from '../../editor/env/envTarget.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { AnotherFile, Rehearsed, type FileLines, type Occasion } from '../../editor/env/preview.ts';
import { withProgress } from '../../editor/prompts.ts';
import type { EnvWrites } from '../ports.ts';

/** What the person has agreed to before there was a key. */
export interface Agreed {
  readonly target: EnvTarget;
  readonly files: readonly FileLines[];
}

/**
 * Shows what a write would be, for a secret that is not there yet, with what else is agreed to by it.
 * @throws UserFacingError, CancelledError
 */
export async function agreeToWrite(
  { envFiles, workspaceState }: EnvWrites,
  baseUrl: string,
  occasion: Occasion,
): Promise<Agreed> {
  let choice: EnvWish['choice'] = 'offered';
  for (;;) {
    const target = await chooseEnvTarget({ choice }, workspaceState);
    const what = { of: undefined, secret: new Secret('krl_local_0'), baseUrl, ask: true };
    try {
      await envFiles.write(target, { ...what, rehearses: occasion });
      throw new Error('A rehearsal has written.');
    } catch (error) {
      if (error instanceof Rehearsed) return { target, files: error.shown };
      if (!(error instanceof AnotherFile)) throw error;
      choice = 'wanted';
    }
  }
}

/**
 * Chooses the file and writes; a person who does not like the preview chooses again.
 * @throws UserFacingError, CancelledError
 */
export async function writeSomewhere(
  { envFiles, workspaceState }: EnvWrites,
  wish: EnvWish,
  what: EnvWrite,
  agreed?: Agreed,
): Promise<{ readonly target: EnvTarget; readonly written: EnvWritten }> {
  let choice = what.ask ? (wish.choice ?? 'offered') : 'none';
  let first = agreed?.target;
  for (;;) {
    const target = first ?? (await chooseEnvTarget({ ...wish, choice }, workspaceState));
    first = undefined;
    try {
      const written = await withProgress(t('Writing {0}', envFileName(target)), () =>
        envFiles.write(target, { ...what, agreed: agreed?.files }),
      );
      return { target, written };
    } catch (error) {
      if (!(error instanceof AnotherFile)) throw error;
      choice = 'wanted';
    }
  }
}
