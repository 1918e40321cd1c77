import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { endTerminalUses } from '../../editor/placements/terminalEnd.ts';
import { forgetEverything as forgetSecrets } from '../../lifecycle/copies/localCopies.ts';
import type { Services } from '../../services.ts';
import { confirmLeaving } from '../connection/confirmLeaving.ts';
import { say } from '../keys/outcome.ts';

/** Removes every secret and every connection of Keyrail from this editor. */
export async function forgetEverything(services: Services) {
  const room = await services.room();
  const copies = (await room.copies.held()).length;
  const connections = services.connections.list();
  await confirmLeaving(services, connections, {
    message: t('Forget everything on this machine?'),
    detail: t(
      '{0} of secrets and {1} are removed from this editor. Keys on the servers go on working, and .env files are not touched. This cannot be undone.',
      copies === 1 ? t('1 local copy') : t('{0} local copies', copies),
      connections.length === 1 ? t('1 connection') : t('{0} connections', connections.length),
    ),
    buttons: [t('Forget everything')],
  });
  // While their connection is there: afterwards nobody could end the keys that are lent from here.
  await services.close();
  const outcome = await forgetSecrets(room);
  if (outcome === 'under-way') {
    throw new UserFacingError(
      t(
        'An interrupted operation still holds a secret that is in no other place. Let Keyrail finish it first.',
      ),
      [{ label: t('Finish now'), command: 'keyrail.recover' }],
    );
  }
  await endTerminalUses(room, services.terminals, services.terminals.list());
  for (const { id } of connections) await services.connections.remove(id);
  // Whatever an earlier version left behind.
  for (const name of await services.vault.names()) await services.vault.delete(name);
  await services.refresh();
  say(t('Forgot every secret and connection on this machine.'));
  return { localCopies: outcome.copies.length };
}
