import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { statusSentence } from '../../domain/keys/statusText.ts';
import { keyLabel, type KeyRow } from '../../editor/keys/snapshot.ts';

/**
 * A revoked key hands nothing on: somebody may have ended it for a reason, after the row that was clicked
 * was drawn. An expired one is replaced (`lifecycle/protocols/rotate`). @throws UserFacingError
 */
export function requireRotatable(row: KeyRow): void {
  if (row.status.kind !== 'revoked') return;
  throw new UserFacingError(
    t('{0} cannot be rotated. {1}', keyLabel(row), statusSentence(row.status)),
    [{ label: t('Create key'), command: 'keyrail.createKey' }],
  );
}
