import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Connection } from '../connection/connections.ts';
import type { SessionContext, Snapshot } from './snapshot.ts';

/** @throws UserFacingError when there is no connection */
export function requireConnection(connection: Connection | undefined): Connection {
  if (connection) return connection;
  throw new UserFacingError(t('Keyrail is not connected to a control plane yet.'), [
    { label: t('Connect…'), command: 'keyrail.connect' },
  ]);
}

/** @throws UserFacingError when the person has switched to another one while the server was asked */
export function requireStillThere(before: Connection, now: Connection | undefined): void {
  if (now?.id === before.id) return;
  throw new UserFacingError(
    t('Nothing was done: you have left {0} meanwhile. Try again.', before.name),
  );
}

/** @throws UserFacingError when it is not known where this person is */
export function requireContext(
  { context, freshness, state }: Snapshot,
  { name }: Connection,
): SessionContext {
  if (context) return context;
  const because = 'because' in freshness ? freshness.because : t('It did not answer.');
  throw new UserFacingError(t('{0} could not be used. {1}', name, because), [
    state === 'leftWorkspace' || state === 'chooseWorkspace'
      ? { label: t('Switch Control-Plane Workspace…'), command: 'keyrail.switchWorkspace' }
      : { label: t('Try Again'), command: 'keyrail.refresh' },
  ]);
}
