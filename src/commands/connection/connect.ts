import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirm, pick, withProgress } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { askRemoteConnection } from './connectRemote.ts';

const connectArguments = z.strictObject({
  kind: z.optional(z.enum(['local', 'remote'])),
});

/**
 * Adds a connection and uses it here. The local control plane needs no answer, except where a program
 * asks for it: it would take the person to another one.
 */
export async function connect(services: Services, argument: unknown) {
  const given = parseArguments(connectArguments, argument);
  const kind = given.kind ?? (await askKind());
  if (kind === 'remote') return connectRemote(services);
  if (calledByProgram(argument) && !isAnswered(argument)) {
    await confirm({
      message: t('Connect this window to the local control plane?'),
      detail: t(
        'You did not choose this in Keyrail. A launch, a task, a keybinding, a link, or another extension asks for it.',
      ),
      buttons: [t('Connect')],
    });
  }
  await withProgress(t('Opening the local control plane'), () => services.local.open());
  await services.connections.addLocal();
  await services.keyRing.refresh();
  return { connectionId: 'local' };
}

function askKind(): Promise<'local' | 'remote'> {
  return pick<'local' | 'remote'>(
    [
      {
        label: t('Local control plane'),
        description: t('on this machine, no account'),
        detail: t('Runs inside this editor. Good for the first minute and for trying things out.'),
        value: 'local',
      },
      {
        label: t('Govrail control plane by URL'),
        description: t('yours or your company’s'),
        detail: t('Asks for its address and how its edge lets you in.'),
        value: 'remote',
      },
    ],
    { title: t('Connect to a control plane'), placeHolder: t('Which control plane?') },
  );
}

async function connectRemote(services: Services) {
  const taken = services.connections.list().map(({ name }) => name);
  const { connection, headers } = await askRemoteConnection(services, taken);
  await services.connections.add(connection, headers);
  await services.keyRing.refresh();
  return { connectionId: connection.id };
}
