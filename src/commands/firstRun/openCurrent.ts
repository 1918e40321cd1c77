import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { ManagementClient } from '../../client/api/managementClient.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import type { ControlPlanes } from '../ports.ts';

/** What opens the connection in use. */
export interface OpensCurrent {
  readonly connections: Pick<ControlPlanes['connections'], 'current'>;
  readonly sessions: Pick<ControlPlanes['sessions'], 'open'>;
}

/** The connection used here, whatever the person may see on it. @throws UserFacingError without one. */
export async function openCurrent(
  ports: OpensCurrent,
): Promise<{ connection: Connection; management: ManagementClient }> {
  const connection = ports.connections.current();
  if (!connection) {
    throw new UserFacingError(t('Keyrail is not connected to a control plane yet.'), [
      { label: t('Connect…'), command: 'keyrail.connect' },
    ]);
  }
  const { management } = await ports.sessions.open(connection);
  return { connection, management };
}
