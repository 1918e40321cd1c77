import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Session } from '../../editor/connection/session.ts';
import { namedKey } from '../../editor/env/namedKey.ts';
import { requireStillThere } from '../../editor/keys/here.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import { withProgress } from '../../editor/prompts.ts';
import { importCopy } from '../../lifecycle/protocols/localCopies.ts';
import type { Services } from '../../services.ts';
import { say } from '../../editor/notify.ts';

/** Whose the secret is to be, and who says whether it is. */
export interface ProvenAt {
  readonly session: Pick<Session, 'runtime'>;
  readonly context: SessionContext;
  readonly row: KeyRow;
}

/**
 * Keeps a secret from outside as the local copy of a key, once it is proven to be that key's: by how it begins,
 * by what this machine knows, and by a harmless call to the control plane that the question named. A value that
 * is not goes nowhere.
 * @throws UserFacingError or ApiError where it is not
 */
export async function keepProven(
  services: Services,
  { session, context, row }: ProvenAt,
  secret: Secret,
  otherKey: () => UserFacingError,
): Promise<void> {
  const { connection } = context;
  requireStillThere(connection, services.keyList.snapshot.connection);
  const lifecycle = await services.lifecycle();
  const known = await lifecycle.copies.whose(secret);
  if (known && (known.connectionId !== connection.id || known.keyId !== row.key.api_key_id)) {
    throw new UserFacingError(
      t(
        'This is the secret of {0}. It was not sent to {1}.',
        namedKey(services, known).name,
        connection.name,
      ),
    );
  }
  if (secret.keyPrefix !== row.key.key_prefix) throw otherKey();
  const proof = await withProgress(t('Trying the secret'), (signal) =>
    session.runtime(secret).probe(signal),
  );
  if (!proof.accepted) throw proof.error;
  const at = { ...atOf(context), key: row.key };
  if ((await importCopy(lifecycle, at, secret)) === 'other-key') throw otherKey();
  await services.refresh();
  // What waits for this very secret has it now.
  const isAwaited = services.localFacts.pending.some(
    ({ for: reason, newKeyId }) => reason === 'replacement' && newKeyId === row.key.api_key_id,
  );
  if (isAwaited) await services.recovery.run();
  say(t('The secret of {0} is kept by this editor.', keyLabel(row)));
}
