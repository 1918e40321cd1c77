import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import type { Asking, Telling, Operations, ControlPlanes } from '../ports.ts';
import { confirmLeaving } from './confirmLeaving.ts';
import { connectionChoice } from './chooseConnection.ts';

/** Removes a connection and its header values; keys and local copies stay. */
export async function disconnect(ports: Asking & Telling & Operations & ControlPlanes) {
  const all = ports.connections.list();
  if (all.length === 0) throw new UserFacingError(t('There is no connection to remove.'));
  const gone = await ports.prompter.pick(
    all.map((connection) => connectionChoice(ports, connection)),
    { title: t('Remove Connection'), placeHolder: t('Which one?') },
  );
  await removeConnection(ports, gone);
  return { connectionId: gone.id };
}

/** Removes it after asking. @throws CancelledError */
export async function removeConnection(
  ports: Asking & Telling & Operations & ControlPlanes,
  gone: Connection,
): Promise<void> {
  await confirmLeaving(ports, [gone], {
    message: t('Remove the connection {0}?', gone.name),
    detail:
      gone.kind === 'local'
        ? t('Its database stays on this machine. Connect again and its keys are back.')
        : t(
            'Its header values are deleted from this editor. Keys on the server and local copies of secrets stay.',
          ),
    buttons: [t('Remove Connection')],
  });
  await ports.connections.remove(gone.id);
}
