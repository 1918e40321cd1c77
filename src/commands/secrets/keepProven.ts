import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Session } from '../../editor/connection/session.ts';
import { namedKey, type NameParts } from '../../editor/env/namedKey.ts';
import { requireStillThere } from '../../editor/keys/here.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import { importCopy } from '../../lifecycle/protocols/localCopies.ts';
import type { Telling, ListedKeys, LocalKeys, Operations } from '../ports.ts';

/** What it takes to keep a secret that is proven. */
export type KeepsProven = Telling & ListedKeys & LocalKeys & Operations & NameParts;

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
  ports: KeepsProven,
  { session, context, row }: ProvenAt,
  secret: Secret,
  otherKey: () => UserFacingError,
): Promise<void> {
  const { connection } = context;
  requireStillThere(connection, ports.keyList.snapshot.connection);
  const lifecycle = await ports.lifecycle();
  const known = await lifecycle.copies.whose(secret);
  if (known && (known.connectionId !== connection.id || known.keyId !== row.key.api_key_id)) {
    throw new UserFacingError(
      t(
        'This is the secret of {0}. It was not sent to {1}.',
        namedKey(ports, known).name,
        connection.name,
      ),
    );
  }
  if (secret.keyPrefix !== row.key.key_prefix) throw otherKey();
  const proof = await ports.withProgress(t('Trying the secret'), (signal) =>
    session.runtime(secret).probe(signal),
  );
  if (!proof.accepted) throw proof.error;
  const at = { ...atOf(context), key: row.key };
  if ((await importCopy(lifecycle, at, secret)) === 'other-key') throw otherKey();
  await ports.keyList.refresh();
  // What waits for this very secret has it now.
  const isAwaited = ports.localFacts.pending.some(
    ({ for: reason, newKeyId }) => reason === 'replacement' && newKeyId === row.key.api_key_id,
  );
  if (isAwaited) await ports.recovery.run();
  ports.messages.say(t('The secret of {0} is kept by this editor.', keyLabel(row)));
}
