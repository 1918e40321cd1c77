import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { endPhrase } from '../../domain/keys/plannedEnd.ts';
import { statusSentence } from '../../domain/keys/statusText.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';

/**
 * A revoked key hands nothing on: somebody may have ended it for a reason, after the row that was clicked
 * was drawn. An expired one is replaced (`lifecycle/protocols/rotate`). Nor does one hand on what it has
 * only begun to take over: the rotation before has its keys for itself until the old one has ended.
 * @param rows those of its control-plane workspace
 * @throws UserFacingError
 */
export function requireRotatable(row: KeyRow, rows: readonly KeyRow[], now: Date): void {
  if (row.status.kind === 'revoked') throw notRotatable(keyLabel(row));
  const keyId = row.key.api_key_id;
  const old = rows.find((other) => plannedEndOf(other)?.successor.keyId === keyId);
  const planned = old && plannedEndOf(old);
  if (!planned) return;
  const args = [{ keyId: old.key.api_key_id }];
  if (planned.waits?.needsRestart) {
    throw new UserFacingError(
      t(
        '{0} was rotated already, and its old key {1} still works. {2} To rotate again before that, revoke the old key.',
        keyLabel(row),
        old.key.key_prefix,
        planned.waits.sentence,
      ),
      [{ label: t('Revoke Key…'), command: 'keyrail.revokeKey', args }],
    );
  }
  throw new UserFacingError(
    t(
      '{0} was rotated already, and its old key {1} still works: {2}. End that one first, then rotate again.',
      keyLabel(row),
      old.key.key_prefix,
      endPhrase(planned, now),
    ),
    [
      {
        label: t('End Now'),
        command: 'keyrail.endOldKeyNow',
        args,
      },
    ],
  );
}

/** What is said of a key that is revoked when it is to be rotated. */
export function notRotatable(label: string): UserFacingError {
  return new UserFacingError(
    t('{0} cannot be rotated. {1}', label, statusSentence({ kind: 'revoked', at: null })),
    [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
  );
}
