import { t } from '@vscode/l10n';
import type { EnvWrite, EnvWritten } from '../../editor/env/envWrite.ts';
import type { EnvTarget, EnvWish } from '../../editor/env/envTarget.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import {
  AnotherFile,
  Rehearsed,
  type FileLines,
  type Occasion,
} from '../../editor/env/previewEnd.ts';
import type { EnvWrites, Telling } from '../ports.ts';

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
  { envFiles, envTargets }: EnvWrites,
  baseUrl: string,
  occasion: Occasion,
): Promise<Agreed> {
  let choice: EnvWish['choice'] = 'offered';
  for (;;) {
    const target = await envTargets.choose({ choice });
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
  { envFiles, envTargets, withProgress }: EnvWrites & Telling,
  wish: EnvWish,
  what: EnvWrite,
  agreed?: Agreed,
): Promise<{ readonly target: EnvTarget; readonly written: EnvWritten }> {
  let choice = what.ask ? (wish.choice ?? 'offered') : 'none';
  let first = agreed?.target;
  for (;;) {
    const target = first ?? (await envTargets.choose({ ...wish, choice }));
    first = undefined;
    try {
      const written = await withProgress(t('Writing {0}', envTargets.nameOf(target)), () =>
        envFiles.write(target, { ...what, agreed: agreed?.files }),
      );
      return { target, written };
    } catch (error) {
      if (!(error instanceof AnotherFile)) throw error;
      choice = 'wanted';
    }
  }
}
