import { t } from '@vscode/l10n';
import { Range, type Uri } from 'vscode';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import type { EnvRefusal } from '../../dotenv/envFile.ts';
import { anotherFile } from './envGuard.ts';

/**
 * Why nothing was written, with the ways on: the line, and for the secret of a key another file or the
 * clipboard.
 */
export function nothingWritten(
  refusal: EnvRefusal,
  file: Uri,
  keyId: string | undefined,
): UserFacingError {
  const open = (line: number): Remedy => ({
    label: t('Open line {0}', line),
    command: 'vscode.open',
    args: [file, { selection: new Range(line - 1, 0, line - 1, 0) }],
  });
  const line = 'line' in refusal ? refusal.line : undefined;
  const ways = line === undefined ? [] : [open(line)];
  if (keyId !== undefined) {
    if (line === undefined) ways.push(anotherFile(keyId));
    const key = { keyId };
    ways.push({ label: t('Copy secret'), command: 'keyrail.copySecret', args: [key] });
  }
  return new UserFacingError(t('Nothing was written. {0}', refusal.sentence), ways);
}
