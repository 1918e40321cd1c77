import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { ListedKeys, ControlPlanes } from '../ports.ts';

/**
 * Asks the control plane again, also one that was given up on a moment ago. Who asks by hand is told
 * why nothing came. @throws UserFacingError
 */
export async function refresh(ports: ListedKeys & ControlPlanes): Promise<void> {
  const connection = ports.connections.current();
  if (connection) {
    const session = await ports.sessions.open(connection);
    session.management.retryNow();
  }
  await ports.keyList.refresh();
  const { freshness } = ports.keyList.snapshot;
  if (freshness.kind === 'failed' || freshness.kind === 'stale') {
    throw new UserFacingError(freshness.because, [
      { label: t('Switch Connection…'), command: 'keyrail.switchConnection' },
      { label: t('Show Log'), command: 'keyrail.showLog' },
    ]);
  }
}
