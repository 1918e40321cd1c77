import { t } from '@vscode/l10n';
import { Range } from 'vscode';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { mayBeWritten, refusalText } from '../../dotenv/refusalText.ts';
import type { EnvRefusal } from '../../dotenv/transaction.ts';
import { anotherFile } from './envGuard.ts';
import { envFileName, type EnvTarget } from './envTarget.ts';

/**
 * Why a `.env` was not written as it should be, with the ways on: the line or the file that is to be
 * looked at, and for the secret of a key another file or the clipboard.
 */
export function notWritten(
  refusal: EnvRefusal,
  target: EnvTarget,
  keyId: string | undefined,
): UserFacingError {
  const { file } = target;
  const name = envFileName(target);
  const ways: Remedy[] = [];
  const line = 'line' in refusal ? refusal.line : undefined;
  if (line !== undefined) {
    const selection = new Range(line - 1, 0, line - 1, 0);
    const args = [file, { selection }];
    ways.push({ label: t('Open Line {0}', line), command: 'vscode.open', args });
  } else if (mayBeWritten(refusal)) {
    // No second file before the first was looked at: the value may be in it.
    ways.push({ label: t('Open {0}', name), command: 'vscode.open', args: [file] });
  } else if (keyId !== undefined) {
    ways.push(anotherFile(keyId));
  }
  if (keyId !== undefined) {
    ways.push({ label: t('Copy Secret'), command: 'keyrail.copySecret', args: [{ keyId }] });
  }
  return new UserFacingError(refusalText(name, refusal), ways);
}
