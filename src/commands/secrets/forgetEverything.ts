import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { OthersHave } from '../../editor/hosts/othersHave.ts';
import { endTerminalUses } from '../../editor/placements/terminalEnd.ts';
import { forgetEverything as forgetSecrets } from '../../lifecycle/protocols/localCopies.ts';
import type { Services } from '../../services.ts';
import { confirmLeaving } from '../connection/confirmLeaving.ts';
import type {
  Asking,
  Telling,
  ListedKeys,
  Operations,
  ProgramConsents,
  KeyTerminals,
  ControlPlanes,
} from '../ports.ts';

/** What everything is taken out of. */
type ForgetsEverything = Asking &
  Telling &
  ListedKeys &
  Operations &
  ProgramConsents &
  KeyTerminals &
  ControlPlanes &
  Pick<Services, 'close' | 'hosts' | 'vault'>;

/**
 * Removes every secret and every connection of this host from this editor. What the editor keeps for other
 * hosts (containers, machines reached over SSH) is said, and goes only where the person says so.
 */
export async function forgetEverything(ports: ForgetsEverything) {
  const lifecycle = await ports.lifecycle();
  const copies = (await lifecycle.copies.held()).length;
  const connections = ports.connections.list();
  const others = await (await ports.hosts()).others();
  const all = t('Forget What Other Hosts Have, Too');
  const pressed = await confirmLeaving(ports, connections, {
    message: t('Forget everything on this machine?'),
    detail: [
      t(
        '{0} of secrets and {1} are removed from this editor. Keys on the servers go on working, and .env files are not touched. This cannot be undone.',
        copiesText(copies),
        connectionsText(connections.length),
      ),
      ...othersSentences(others),
    ],
    buttons: [t('Forget Everything'), ...(isAny(others) ? [all] : [])],
  });
  // While their connection is there: afterwards nobody could end the keys that are lent from here.
  await ports.close();
  const outcome = await forgetSecrets(lifecycle);
  if (outcome === 'under-way') {
    throw new UserFacingError(
      t(
        'An interrupted operation still holds a secret that is in no other place. Let Keyrail finish it first.',
      ),
      [{ label: t('Finish Now'), command: 'keyrail.recover' }],
    );
  }
  const uses = ports.terminals.list();
  for (const use of uses) ports.terminals.close(use);
  await endTerminalUses(lifecycle, ports.terminals, uses);
  for (const { id } of connections) await ports.connections.remove(id);
  await (await ports.programs()).agreed.withdraw();
  // Whatever else this host stored.
  for (const name of await ports.vault.names()) await ports.vault.delete(name);
  if (pressed === all) await (await ports.hosts()).forgetOthers();
  await ports.keyList.refresh();
  ports.messages.say(
    pressed === all
      ? t('Forgot every secret and connection in this editor.')
      : t('Forgot every secret and connection on this machine.'),
  );
  return { localCopies: outcome.copies.length };
}

function othersSentences(others: OthersHave): string[] {
  if (!isAny(others)) return [];
  const { copies, connections, hosts } = others;
  const what = [copiesText(copies), connectionsText(connections)] as const;
  return [
    hosts.length === 0
      ? t(
          'For other hosts that used Keyrail in this editor before, and were not opened since it was updated, {0} of secrets and {1} stay.',
          ...what,
        )
      : t(
          'What this editor keeps for other hosts stays: {0} of secrets and {1} ({2}).',
          ...what,
          hosts.join(', '),
        ),
  ];
}

function isAny({ copies, connections }: OthersHave): boolean {
  return copies > 0 || connections > 0;
}

function copiesText(count: number): string {
  return count === 1 ? t('1 local copy') : t('{0} local copies', count);
}

function connectionsText(count: number): string {
  return count === 1 ? t('1 connection') : t('{0} connections', count);
}
