import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import { pick } from '../../editor/prompts.ts';
import type { HasConnections, OpensLifecycle } from '../ports.ts';
import { confirmLeaving } from './confirmLeaving.ts';
import { connectionChoice } from './chooseConnection.ts';

/** Removes a connection and its header values; keys and local copies stay. */
export async function disconnect(services: HasConnections & OpensLifecycle) {
  const all = services.connections.list();
  if (all.length === 0) throw new UserFacingError(t('There is no connection to remove.'));
  const gone = await pick(
    all.map((connection) => connectionChoice(services, connection)),
    { title: t('Remove Connection'), placeHolder: t('Which one?') },
  );
  await removeConnection(services, gone);
  return { connectionId: gone.id };
}

/** Removes it after asking. @throws CancelledError */
export async function removeConnection(
  services: OpensLifecycle & HasConnections,
  gone: Connection,
): Promise<void> {
  await confirmLeaving(services, [gone], {
    message: t('Remove the connection {0}?', gone.name),
    detail:
      gone.kind === 'local'
        ? t('Its database stays on this machine. Connect again and its keys are back.')
        : t(
            'Its header values are deleted from this editor. Keys on the server and local copies of secrets stay.',
          ),
    buttons: [t('Remove Connection')],
  });
  await services.connections.remove(gone.id);
}
