import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { statusSentence } from '../../domain/keys/statusText.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';

/**
 * A revoked key hands nothing on: somebody may have ended it for a reason, after the row that was clicked
 * was drawn. An expired one is replaced (`lifecycle/protocols/rotate`). @throws UserFacingError
 */
export function requireRotatable(row: KeyRow): void {
  if (row.status.kind === 'revoked') throw notRotatable(keyLabel(row));
}

/** What is said of a key that is revoked when it is to be rotated. */
export function notRotatable(label: string): UserFacingError {
  return new UserFacingError(
    t('{0} cannot be rotated. {1}', label, statusSentence({ kind: 'revoked', at: null })),
    [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
  );
}
