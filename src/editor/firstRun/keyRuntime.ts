import type { Memento } from 'vscode';
import { t } from '@vscode/l10n';
import type { RuntimeClient } from '../../client/api/runtimeClient.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { isDiskError } from '../../lifecycle/model/stateDisk.ts';
import type { Session } from '../connection/session.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { KeyRow } from '../keys/snapshot.ts';
import { witnessedRuntime } from './witnessedRuntime.ts';

/** What runs need of the editor; `Services` is one. */
export interface RunParts {
  readonly keyList: KeyList;
  readonly globalState: Memento;
  lifecycle(): Promise<LifecycleContext>;
}

/**
 * The runtime plane as this key sees it. @throws UserFacingError when this editor holds no copy of
 * the key; VaultError
 */
export async function runtimeWith(
  parts: Pick<RunParts, 'lifecycle'>,
  session: Session,
  row: KeyRow,
): Promise<RuntimeClient> {
  const { copies, scopeUses, ports } = await parts.lifecycle();
  const keyId = row.key.api_key_id;
  const secret = await copies.read(session.connection.id, keyId);
  if (secret === undefined) throw noCopy(row);
  const key = { connectionId: session.connection.id, keyId };
  return witnessedRuntime(session.runtime(secret), async (scope, outcome) => {
    try {
      await scopeUses.note(key, scope, outcome);
    } catch (error) {
      // A disk that refuses must not make a run look failed that was made.
      if (!isDiskError(error)) throw error;
      ports.notify({ kind: 'ledger-behind', reason: error.message });
    }
  });
}

function noCopy(row: KeyRow): UserFacingError {
  const args = [{ keyId: row.key.api_key_id }];
  return new UserFacingError(
    t(
      'This editor holds no copy of the secret of {0}, so it cannot use the key. Import the secret, or rotate the key.',
      keyLabel(row),
    ),
    [
      { label: t('Import Secret…'), command: 'keyrail.importSecret', args },
      { label: t('Rotate Key…'), command: 'keyrail.rotateKey', args },
    ],
  );
}
