import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import type { LedgerKind } from '../../lifecycle/ledger/ledger.ts';
import type { Operations, ProgramConsents } from '../ports.ts';
import { restoreRemedy } from './restoreSource.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';

/** The local copy of a key. @throws UserFacingError with a way on when this editor has none. */
export async function readLocalCopy(
  ports: Operations & ProgramConsents,
  context: SessionContext,
  row: KeyRow,
): Promise<Secret> {
  const { copies } = await ports.lifecycle();
  const secret = await copies.read(context.connection.id, row.key.api_key_id);
  if (secret) return secret;
  throw new UserFacingError(
    t(
      'This editor has no copy of the secret of {0}. The control plane showed it once; restore it from a program that keeps it, import it if you have it, or rotate the key.',
      keyLabel(row),
    ),
    [
      await restoreRemedy(ports, { context, row }),
      {
        label: t('Import Secret…'),
        command: 'keyrail.importSecret',
        args: [{ keyId: row.key.api_key_id }],
      },
      {
        label: t('Rotate Key…'),
        command: 'keyrail.rotateKeyWithOverlap',
        args: [{ keyId: row.key.api_key_id }],
      },
    ],
  );
}

/** Writes one line to the ledger; a ledger that cannot be written is told and stops nothing. */
export async function recordInLedger(
  ports: Operations,
  context: SessionContext,
  row: KeyRow,
  kind: LedgerKind,
  detail: string | null = null,
): Promise<void> {
  await record(await ports.lifecycle(), {
    kind,
    ...atOf(context),
    keyId: row.key.api_key_id,
    keyPrefix: row.key.key_prefix,
    detail,
  });
}
