import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import { requireContext, requireStillThere } from '../../editor/keys/here.ts';
import type { KeyRow, SessionContext, Snapshot } from '../../editor/keys/snapshot.ts';
import type { ListedKeys } from '../ports.ts';

/**
 * Where we are, with rows of this moment or, where the server does not answer, the last ones.
 * @throws UserFacingError where there are none, and where the person has left for another connection
 */
export async function lookAround(ports: ListedKeys): Promise<SessionContext> {
  const { keyList } = ports;
  const { context: before } = await keyList.here();
  requireManagement(before, t('see API keys'));
  await ports.keyList.refresh();
  const { snapshot } = keyList;
  if (snapshot.freshness.kind === 'failed') throw new UserFacingError(snapshot.freshness.because);
  requireStillThere(before.connection, snapshot.connection);
  return requireContext(snapshot, before.connection);
}

/** Since when nothing newer is known than what an answer says; ISO time. */
export function staleness({ freshness }: Snapshot): { stale: boolean; staleSince?: string } {
  return freshness.kind === 'stale'
    ? { stale: true, staleSince: new Date(freshness.since).toISOString() }
    : { stale: false };
}

/**
 * The row of an id, a prefix or a local name. A rotated key and its successor have one name; the one
 * that is to stay is meant. @throws UserFacingError when there is none or more than one
 */
export function findKey(ports: ListedKeys, named: string): KeyRow {
  const { keys } = ports.keyList.snapshot;
  const exact = keys.find(({ key }) => key.api_key_id === named || key.key_prefix === named);
  if (exact) return exact;
  const alike = keys.filter(({ name }) => name === named);
  const staying = alike.filter(({ status, retiring }) => isUsable(status) && !retiring);
  const [found, ...others] = staying.length > 0 ? staying : alike;
  if (!found) {
    throw new UserFacingError(
      t('No key of this control-plane workspace has the id, prefix or name {0}.', named),
    );
  }
  if (others.length > 0) {
    const ids = [found, ...others].map(({ key }) => key.api_key_id).join(', ');
    throw new UserFacingError(t('Several keys are named {0}. Use an id: {1}.', named, ids));
  }
  return found;
}

/** Where an answer belongs; production is said in a field of its own. */
export function placeOf({ connection, workspaceName }: SessionContext) {
  return {
    connection: connection.name,
    controlPlaneWorkspace: workspaceName,
    production: connection.production,
  };
}

/** What every answer says of a key: ids and facts, never a value. */
export function factsOf(row: KeyRow) {
  const { key, status, accountName, hasCopy } = row;
  return {
    keyId: key.api_key_id,
    name: keyLabel(row),
    keyPrefix: key.key_prefix,
    status: status.kind,
    usable: isUsable(status),
    scopes: key.scope.length === 0 ? 'full access' : key.scope,
    serviceAccount: accountName ?? key.service_account_id,
    createdAt: key.created_at,
    expiresAt: key.expires_at,
    lastUsedAt: key.last_used_at,
    hasLocalCopy: hasCopy,
  };
}
